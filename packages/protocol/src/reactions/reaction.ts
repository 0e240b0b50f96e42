import { z } from 'zod';
import { idSchema } from '../fields.ts';

export const reactionSchema = z.strictObject({
  emoji: z.string(),
  /** In the order in which they reacted. */
  userIds: z.array(idSchema),
  /** How many seconds after the message each of them did; null, or left out for all, where that was not kept. */
  after: z.array(z.int().nonnegative().nullable()).optional(),
});
export type Reaction = z.infer<typeof reactionSchema>;

export const reactionErrors = {
  'too-many-reactions': { status: 409, title: 'The message has too many different reactions' },
} as const;
