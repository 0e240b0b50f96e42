import { z } from 'zod';
import { idSchema } from '../fields.ts';
import { limits } from '../limits.ts';

/** I have this chat open: I count as active in it, and get its active users, typing and read positions. */
export const openCommandSchema = z.strictObject({ type: z.literal('open'), chatId: idSchema });
export const closeCommandSchema = z.strictObject({ type: z.literal('close'), chatId: idSchema });

/** Replaces the set of people whose presence this connection is told. */
export const watchPresenceCommandSchema = z.strictObject({
  type: z.literal('watch-presence'),
  userIds: z.array(idSchema).max(limits.presenceWatchMax),
});
