import { z } from 'zod';
import { withoutNul } from '../fields.ts';
import { limits, usernamePattern } from '../limits.ts';
import { nameSchema } from '../text/name-schema.ts';
import { statusSchema, timeZoneSchema } from './status.ts';
import { ownUserSchema } from './user.ts';

const usernameSchema = z
  .string()
  .min(limits.usernameMin, `at least ${limits.usernameMin} characters`)
  .max(limits.usernameMax, `at most ${limits.usernameMax} characters`)
  .regex(usernamePattern, 'only letters, digits, ".", "_" and "-"');
const passwordSchema = z
  .string()
  .min(limits.passwordMin, `at least ${limits.passwordMin} characters`)
  .max(limits.passwordMax, `at most ${limits.passwordMax} characters`);
const displayNameSchema = nameSchema(limits.displayNameMax);

export const registerBodySchema = z.strictObject({
  username: usernameSchema,
  password: passwordSchema,
  email: z.email('not an e-mail address').max(limits.emailMax).optional(),
  displayName: displayNameSchema.optional(),
});
export type RegisterBody = z.infer<typeof registerBodySchema>;

export const loginBodySchema = z.strictObject({
  /** The username or the e-mail address. */
  username: z.string().min(1).max(limits.emailMax).regex(withoutNul, 'no NUL characters'),
  password: z.string().min(1).max(limits.passwordMax),
});
export type LoginBody = z.infer<typeof loginBodySchema>;

export const signedInSchema = z.strictObject({ user: ownUserSchema, token: z.string() });
export type SignedIn = z.infer<typeof signedInSchema>;
export const meSchema = z.strictObject({ user: ownUserSchema });
/** What is left out stays; null is told to nobody any more. */
export const updateMeBodySchema = z
  .strictObject({
    displayName: displayNameSchema.optional(),
    status: statusSchema.nullable().optional(),
    timeZone: timeZoneSchema.nullable().optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'something to change');
export type UpdateMeBody = z.infer<typeof updateMeBodySchema>;
export const changePasswordBodySchema = z.strictObject({
  currentPassword: z.string().min(1).max(limits.passwordMax),
  newPassword: passwordSchema,
});
