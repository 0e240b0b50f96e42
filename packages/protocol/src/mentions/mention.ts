import { z } from 'zod';
import { idSchema } from '../fields.ts';

/**
 * Whom a text mentions, as the server found them in it: members of the chat by their username, never its sender. `everyone`
 * means all members; with `here` those who were online when it was sent are among `userIds`.
 */
export const mentionsSchema = z.strictObject({
  userIds: z.array(idSchema),
  all: z.enum(['everyone', 'here']).optional(),
  /**
   * Since when it names those whom an edit named: by their id, `*` for everyone, in milliseconds since 1970. 0: from the beginning,
   * though `*` says otherwise. Left out where it names all from the beginning. See `namedSince`.
   */
  since: z.record(z.string(), z.int().nonnegative()).optional(),
});
export type Mentions = z.infer<typeof mentionsSchema>;
