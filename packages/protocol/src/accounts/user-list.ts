import { z } from 'zod';
import { idSchema, pageLimitSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { userSchema } from './user.ts';

export const userListQuerySchema = z.strictObject({
  /** A part of the username or the display name, without regard to case. */
  query: z.string().trim().max(limits.displayNameMax).regex(withoutNul, 'no NUL characters').optional(),
  limit: pageLimitSchema,
  cursor: z.string().max(8_192).optional(),
  /** Ids separated by commas: these people instead of a page, in this order, those that exist. */
  ids: z
    .string()
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(z.array(idSchema).min(1).max(limits.pageMax, `at most ${limits.pageMax} ids`))
    .optional(),
});
export type UserListQuery = z.infer<typeof userListQuerySchema>;
export const userListSchema = z.strictObject({ users: z.array(userSchema), nextCursor: z.string().nullable() });
export type UserList = z.infer<typeof userListSchema>;
