import { z } from 'zod';
import { displayNameSchema, usernameSchema } from '../accounts/requests.ts';
import { sessionSchema } from '../accounts/sessions.ts';
import { idSchema, pageLimitSchema, timestampSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';
import { placeRoleSchema } from '../place/settings.ts';

/** `waiting`: asked to join, and was not let in yet. `banned`: until a time that moderators said. */
export const accountStateSchema = z.enum(['active', 'banned', 'deactivated', 'waiting']);
export type AccountState = z.infer<typeof accountStateSchema>;

/** An account, as those see it who manage people. */
const personSchema = z.strictObject({
  id: idSchema,
  username: z.string(),
  displayName: z.string(),
  /** Null where they gave none. */
  email: z.string().nullable(),
  role: placeRoleSchema,
  state: accountStateSchema,
  createdAt: timestampSchema,
  online: z.boolean(),
  lastSeenAt: timestampSchema.nullable(),
  /** Where they are logged in. */
  sessions: z.int().nonnegative(),
  /** Whether they choose a password here. Nobody makes a link for a new one of those who log in by what the place is connected to. */
  takesPassword: z.boolean(),
  picture: z.string().optional(),
});
export type Person = z.infer<typeof personSchema>;

export const personListQuerySchema = z.strictObject({
  /** A part of the name, the username or the e-mail address, without regard to case. */
  query: z.string().trim().max(limits.emailMax).regex(withoutNul, 'no NUL characters').optional(),
  role: placeRoleSchema.optional(),
  state: accountStateSchema.optional(),
  limit: pageLimitSchema,
  cursor: z.string().max(8_192).optional(),
});
export type PersonListQuery = z.infer<typeof personListQuerySchema>;

export const personListSchema = z.strictObject({
  people: z.array(personSchema),
  nextCursor: z.string().nullable(),
  /** How many there are of this kind in all. */
  count: z.int().nonnegative(),
});
export type PersonList = z.infer<typeof personListSchema>;

export const newPersonSchema = z.strictObject({
  username: usernameSchema,
  /** Left out: the username. They can change it. */
  displayName: displayNameSchema.optional(),
  role: placeRoleSchema.default('member'),
});
export type NewPerson = z.infer<typeof newPersonSchema>;

export const createdPersonSchema = z.strictObject({
  userId: idSchema,
  /** Of a link by which they choose their password, once. It is told only here. */
  token: z.string(),
  expiresAt: timestampSchema,
});
export type CreatedPerson = z.infer<typeof createdPersonSchema>;

/** What is done to an account. `end-sessions` logs it out everywhere. */
export const personChangeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set-role'), role: placeRoleSchema }),
  z.strictObject({ type: z.literal('deactivate') }),
  z.strictObject({ type: z.literal('reactivate') }),
  z.strictObject({ type: z.literal('end-sessions') }),
]);
export type PersonChange = z.infer<typeof personChangeSchema>;

/** At once: each is decided by itself, in a transaction of its own. */
export const changedPeopleMax = 100;

export const peopleChangeSchema = z.strictObject({
  userIds: z.array(idSchema).min(1).max(changedPeopleMax),
  change: personChangeSchema,
});

export const peopleChangedSchema = z.strictObject({
  results: z.array(
    z.strictObject({
      userId: idSchema,
      /** Null: it is done, or was so before. Otherwise a code, and what it means in English. */
      refused: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
    }),
  ),
});
export type PeopleChanged = z.infer<typeof peopleChangedSchema>;

export const personSessionsSchema = z.strictObject({ sessions: z.array(sessionSchema) });
