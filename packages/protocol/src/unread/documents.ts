import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';

const countSchema = z.int().nonnegative();

/**
 * From which message on somebody marked a chat unread for themselves: `unread/CHAT`. Their read position stays where it is: `unread`
 * and `mentions` count what it had passed by then, from `seq` to `upTo`, for devices that do not have these messages.
 */
export const unreadDocument = defineDocument({
  kind: 'unread',
  value: z.looseObject({ seq: z.int().positive(), upTo: countSchema, unread: countSchema, mentions: countSchema }),
  maxBytes: 256,
  max: 500,
});
