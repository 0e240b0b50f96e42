import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';

export const activeUsersSchema = z.strictObject({ users: z.array(userSchema), count: z.int().nonnegative() });
