import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { clientIdSchema, contentSchema, saysSomething, sentFields, writeSomething } from './draft.ts';

export const sendCommandSchema = z
  .strictObject({ type: z.literal('send'), chatId: idSchema, clientId: clientIdSchema, ...sentFields })
  .refine(saysSomething, writeSomething);

/** A send on the socket of one chat. */
export const chatMessageCommandSchema = z.strictObject({
  type: z.literal('message'),
  content: contentSchema,
  clientId: clientIdSchema.optional(),
});
