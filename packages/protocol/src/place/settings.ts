import { z } from 'zod';
import { keptForGood } from '../retention/kept-for.ts';
import { placeRetentionSchema } from '../retention/retention.ts';
import { nameSchema } from '../text/name-schema.ts';
import { definePlaceSetting } from './define-setting.ts';
import { changeablePermissions, choicesFor } from './permissions.ts';
import { placeRoles } from './place-role.ts';

export const placeRoleSchema = z.enum(placeRoles);

/** How people come in. `domain`: with an e-mail address of one of `domains`. `approval`: once an admin let them in. */
export const joiningSchema = z.enum(['open', 'invitation', 'domain', 'approval', 'closed']);
export type Joining = z.infer<typeof joiningSchema>;

export const placeNameSchema = nameSchema(64);

export const domainSchema = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'a domain such as example.org');

/** From which role on, by permission. Left out: as it is by default. */
const permissionsSchema = z.strictObject(
  Object.fromEntries(
    changeablePermissions.map((name) => [name, z.enum(choicesFor(name) as ['admin', 'member']).optional()]),
  ),
) as unknown as z.ZodType<PermissionsOfPlace, PermissionsOfPlace>;

const newAccountsSchema = z.strictObject({
  hours: z
    .int()
    .min(1)
    .max(24 * 30),
  messagesPerMinute: z.int().min(1).max(600),
  /** Whether they send links. */
  links: z.boolean(),
  /** Chats and groups that they start. */
  chatsPerHour: z.int().min(0).max(1_000),
});

type PermissionsOfPlace = {
  [Name in (typeof changeablePermissions)[number]]?: (typeof placeRoles)[number] | undefined;
};

/**
 * What the place is set to, by key. A feature adds a line of its own: `definePlaceSetting(schema, fallback)`. What a newer
 * version keeps under other keys is left alone, and what does not fit counts as not set.
 */
export const placeSettings = {
  name: definePlaceSetting(placeNameSchema, 'Confab'),
  joining: definePlaceSetting(joiningSchema, 'open'),
  /** Of `joining: domain`. */
  domains: definePlaceSetting(z.array(domainSchema).max(50), []),
  /** An owner said how people come in: before that they are asked. */
  decided: definePlaceSetting(z.boolean(), false),
  permissions: definePlaceSetting(permissionsSchema, {}),
  /** For how long what is said is kept. */
  retention: definePlaceSetting(placeRetentionSchema, keptForGood),
  /** Days for which the audit log is kept; null: for good. */
  auditDays: definePlaceSetting(z.int().min(7).max(36_500).nullable(), 365),
  /** Members may take a chat along, as their group says. */
  chatExports: definePlaceSetting(z.boolean(), true),
  /** Whoever is one of these does nothing before they have set up a second factor. */
  requireSecondFactor: definePlaceSetting(z.array(placeRoleSchema).max(placeRoles.length), []),
  /** What accounts may do in their first hours, once it is decided how people come in; null: all that others may. */
  newAccounts: definePlaceSetting(newAccountsSchema.nullable(), {
    hours: 24,
    messagesPerMinute: 30,
    links: true,
    chatsPerHour: 20,
  }),
};

export type PlaceSettings = {
  -readonly [Key in keyof typeof placeSettings]: z.output<(typeof placeSettings)[Key]['schema']>;
};
export type PlaceSettingKey = keyof PlaceSettings;

export const placeSettingKeys = Object.keys(placeSettings) as PlaceSettingKey[];

/** How it is where nobody said anything. */
export const usualSettings = Object.fromEntries(
  placeSettingKeys.map((key) => [key, placeSettings[key].fallback]),
) as unknown as PlaceSettings;

type Shapes = { [Key in PlaceSettingKey]: (typeof placeSettings)[Key]['schema'] };
const shapes = Object.fromEntries(placeSettingKeys.map((key) => [key, placeSettings[key].schema])) as unknown as Shapes;

export const placeSettingsSchema = z.strictObject(shapes) as z.ZodType<PlaceSettings>;
/** What is left out stays. */
export const updatePlaceBodySchema = z
  .strictObject(shapes)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'something to change') as unknown as z.ZodType<
  Partial<PlaceSettings>,
  Partial<PlaceSettings>
>;
