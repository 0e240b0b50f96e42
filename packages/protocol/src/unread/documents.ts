import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';

const countSchema = z.int().nonnegative();

/**
 * From which message on somebody marked a chat unread for themselves: `unread/CHAT`, of a thread `unread/CHAT.PLACE` (`documentIdOf`).
 * Their read position stays where it is: `unread` and `mentions` count what it had passed by then, from `seq` to `upTo`, for devices
 * that do not have these messages. With nothing of others among it, it counts as one.
 */
export const unreadDocument = defineDocument({
  kind: 'unread',
  value: z.looseObject({ seq: z.int().positive(), upTo: countSchema, unread: countSchema, mentions: countSchema }),
  maxBytes: 256,
  max: 500,
});
