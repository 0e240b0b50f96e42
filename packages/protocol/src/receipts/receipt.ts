import { z } from 'zod';
import { idSchema, seqSchema } from '../fields.ts';

/** A chat with more members tells of receipts only who asks about a message. */
export const receiptMembersMax = 30;
/** Chats in one `delivered` command. */
const deliveredChatsMax = 100;

/** How far one member has everything (on any of their devices), and has read. The first is told in direct chats, where it is not behind the second. */
const receiptSchema = z.strictObject({ userId: idSchema, readSeq: seqSchema, deliveredSeq: seqSchema.optional() });
export type Receipt = z.infer<typeof receiptSchema>;

/** How far the members of an open chat are, those who show it: all that there is, in the place of what was told before. */
export const receiptsEventSchema = z.strictObject({
  type: z.literal('receipts'),
  chatId: idSchema,
  cursors: z.array(receiptSchema),
});

/** chatId -> `seq` up to which this client has everything of these direct chats; of others nothing is kept. */
export const deliveredCommandSchema = z.strictObject({
  type: z.literal('delivered'),
  chats: z.record(idSchema, seqSchema).refine((chats) => Object.keys(chats).length <= deliveredChatsMax, {
    error: `at most ${deliveredChatsMax} chats`,
  }),
});
