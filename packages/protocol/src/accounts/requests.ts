import { z } from 'zod';
import { withoutNul } from '../fields.ts';
import { limits, usernamePattern } from '../limits.ts';
import { invitationTokenSchema } from '../invitations/invitation-token.ts';
import { placeRoleSchema } from '../place/settings.ts';
import { nameSchema } from '../text/name-schema.ts';
import { statusSchema, timeZoneSchema } from './status.ts';
import { ownUserSchema } from './user.ts';

export const usernameSchema = z
  .string()
  .min(limits.usernameMin, `at least ${limits.usernameMin} characters`)
  .max(limits.usernameMax, `at most ${limits.usernameMax} characters`)
  .regex(usernamePattern, 'only letters, digits, ".", "_" and "-"');
export const passwordSchema = z
  .string()
  .min(limits.passwordMin, `at least ${limits.passwordMin} characters`)
  .max(limits.passwordMax, `at most ${limits.passwordMax} characters`);
export const displayNameSchema = nameSchema(limits.displayNameMax);

export const registerBodySchema = z.strictObject({
  username: usernameSchema,
  password: passwordSchema,
  email: z.email('not an e-mail address').max(limits.emailMax).optional(),
  displayName: displayNameSchema.optional(),
  /** Of a link that invites them: `features` has `invitations`. */
  invitation: invitationTokenSchema.optional(),
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
/** Servers of the version before tell `user` alone. */
export const ownAccountSchema = meSchema.extend({
  /** What they are in the place, and which of its permissions they have. */
  role: placeRoleSchema.optional(),
  may: z.array(z.string().max(64)).optional(),
  /** What they must do before anything else. */
  restricted: z.enum(['second-factor', 'password']).optional(),
  /** To an owner, where other machines reach the server: how people come in is not decided yet. */
  undecided: z.literal(true).optional(),
  /** To whoever manages people: how many ask to come in, where there are any. */
  asking: z.int().positive().optional(),
});
export type OwnAccount = z.infer<typeof ownAccountSchema>;
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
