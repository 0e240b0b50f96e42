import { z } from 'zod';
import { draftFields } from '../features.ts';
import { idSchema } from '../fields.ts';
import { clientIdSchema, contentSchema } from './draft.ts';

export const sendCommandSchema = z.strictObject({
  type: z.literal('send'),
  chatId: idSchema,
  clientId: clientIdSchema,
  content: contentSchema,
  ...draftFields,
});

/** A send on the socket of one chat. */
export const chatMessageCommandSchema = z.strictObject({
  type: z.literal('message'),
  content: contentSchema,
  clientId: clientIdSchema.optional(),
});
