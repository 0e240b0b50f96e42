import { z } from 'zod';
import { idSchema } from '../fields.ts';

/**
 * Whom a text mentions, as the server found them in it: members of the chat by their username, never its sender. `everyone`
 * means all members; with `here` those who were online when it was sent are among `userIds`.
 */
export const mentionsSchema = z.strictObject({
  userIds: z.array(idSchema),
  all: z.enum(['everyone', 'here']).optional(),
});
export type Mentions = z.infer<typeof mentionsSchema>;
