import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';
import { idSchema, timestampSchema } from '../fields.ts';
import { placeRoleSchema } from '../place/settings.ts';

const hoursMax = 24 * 365;

export const invitationSchema = z.strictObject({
  id: idSchema,
  /** As what people come in. */
  role: placeRoleSchema,
  /** The group that they land in; null for none. `name` is null where the one who asks is not in it. */
  group: z.strictObject({ id: idSchema, name: z.string().nullable() }).nullable(),
  /** Whoever made it; null: whoever runs the server. */
  madeBy: userSchema.nullable(),
  madeAt: timestampSchema,
  /** Null: never. */
  expiresAt: timestampSchema.nullable(),
  uses: z.int().nonnegative(),
  /** Null: as often as anybody likes. */
  usesMax: z.int().positive().nullable(),
  /** What a link still does. `void`: whoever made it may not invite to that any more, or is kept out. */
  state: z.enum(['good', 'used-up', 'expired', 'revoked', 'void']),
});
export type Invitation = z.infer<typeof invitationSchema>;
export type InvitationState = Invitation['state'];

export const newInvitationSchema = z.strictObject({
  role: placeRoleSchema.default('member'),
  /** A group that the caller may add people to. */
  chatId: idSchema.optional(),
  /** How often it may be used; left out: as often as anybody likes. */
  usesMax: z.int().min(1).max(10_000).optional(),
  /** Left out: a week. Null: for ever. */
  expiresInHours: z.int().min(1).max(hoursMax).nullable().default(168),
});
export type NewInvitation = z.infer<typeof newInvitationSchema>;

/** What a link says to whoever opens it. */
export const openedInvitationSchema = z.strictObject({
  role: placeRoleSchema,
  /** The display name of whoever invites; null: whoever runs the server. */
  invitedBy: z.string().nullable(),
  /** By its `id` whoever is in it already finds it. */
  group: z.strictObject({ id: idSchema, name: z.string(), memberCount: z.int().nonnegative() }).nullable(),
  expiresAt: timestampSchema.nullable(),
});
export type OpenedInvitation = z.infer<typeof openedInvitationSchema>;
