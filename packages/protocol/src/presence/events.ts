import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';
import { idSchema, timestampSchema } from '../fields.ts';

export const presenceSchema = z.strictObject({
  userId: idSchema,
  online: z.boolean(),
  lastSeenAt: timestampSchema.nullable(),
  /** All that people know of them, where that has changed. */
  user: userSchema.optional(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Of watched people: all of them in answer to `watch-presence`, later those that changed. */
export const presenceEventSchema = z.strictObject({ type: z.literal('presence'), users: z.array(presenceSchema) });

/** Who has this open chat open. `userIds` may be shorter than `count`, see `serverLimits.activeUsersListed`. */
export const activeUsersEventSchema = z.strictObject({
  type: z.literal('active-users'),
  chatId: idSchema,
  userIds: z.array(idSchema),
  count: z.int().nonnegative(),
});

/** The same on the socket of one chat. */
export const chatActiveUsersEventSchema = z.strictObject({
  type: z.literal('active-users'),
  users: z.array(userSchema),
  count: z.int().nonnegative(),
});
