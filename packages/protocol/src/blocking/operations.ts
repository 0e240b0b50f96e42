import { z } from 'zod';
import { idSchema, revSchema, seqSchema } from '../fields.ts';
import { operationsOf } from '../operation.ts';
import * as blockingPaths from './paths.ts';

export { blockingPaths };

const countSchema = z.int().nonnegative();

/** What of a chat's or a thread's unread messages is by people whom the caller blocks, exact as of change `atRev`. */
const blockedUnreadSchema = z.strictObject({
  chatId: idSchema,
  /** The caller's read position: what stands after it is counted. */
  readSeq: seqSchema,
  upToSeq: seqSchema,
  atRev: revSchema,
  unread: countSchema,
  /** Of these, those that mention the caller. */
  mentions: countSchema,
});
export type BlockedUnread = z.infer<typeof blockedUnreadSchema>;

const blockedUnreadListSchema = z.strictObject({ chats: z.array(blockedUnreadSchema) });

export const blockingOperations = operationsOf('Blocking', blockingPaths, {
  listBlockedUnread: {
    summary: 'What of my unread messages is by people whom I block',
    needs: 'account',
    description:
      'Chats, and threads that I follow, without those that have none of it. `unread` and `mentions` of a chat count these ' +
      'messages, too: take them off. Of each chat the newest 10,000 unread messages are looked at, of all together 100,000.',
    answers: { 200: blockedUnreadListSchema },
  },
});
