import { z } from 'zod';
import { pageLimitSchema, seqSchema, wholeNumberSchema } from '../fields.ts';
import { clientIdSchema, contentSchema, saysSomething, sentFields, writeSomething } from './draft.ts';
import { messageSchema } from './message.ts';

const seqQuerySchema = wholeNumberSchema.pipe(seqSchema);
export const messagePageQuerySchema = z.strictObject({
  limit: pageLimitSchema,
  /** Messages with a smaller `seq`, the nearest first taken. */
  before: seqQuerySchema.optional(),
  /** Messages with a greater `seq`. With both bounds: between them, counted from `after`. */
  after: seqQuerySchema.optional(),
});
export type MessagePageQuery = z.infer<typeof messagePageQuerySchema>;
export const messagePageSchema = z.strictObject({ messages: z.array(messageSchema), hasMore: z.boolean() });
export type MessagePage = z.infer<typeof messagePageSchema>;
export const sendMessageBodySchema = z
  .strictObject({ clientId: clientIdSchema.optional(), ...sentFields })
  .refine(saysSomething, writeSomething);
export const editMessageBodySchema = z.strictObject({
  content: contentSchema,
  /** The `rev` of the message whose text the edit started from: refused with `message-changed` where the text moved since. */
  baseRev: z.int().positive().optional(),
});
