import { z } from 'zod';
import { idSchema, revSchema, seqSchema } from '../fields.ts';

/**
 * A read position moved. One's own (from any device) carries `unread` and `mentions`, exact as of change `atRev`;
 * others' positions come for open chats only and carry none of them.
 */
export const readEventSchema = z.strictObject({
  type: z.literal('read'),
  chatId: idSchema,
  userId: idSchema,
  readSeq: seqSchema,
  unread: z.int().nonnegative().optional(),
  mentions: z.int().nonnegative().optional(),
  atRev: revSchema.optional(),
});
