import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { pictureHashSchema } from '../pictures/picture.ts';
import * as placePaths from './paths.ts';
import {
  joiningSchema,
  type PlaceSettingKey,
  placeSettingKeys,
  placeSettingsSchema,
  updatePlaceBodySchema,
} from './settings.ts';

export { placePaths };

/** What a way of logging in is called here, where there are several of a kind. */
const providerSchema = z.strictObject({ id: z.string(), name: z.string() });

/** What anybody may know of the place: what the pages for logging in and registering say and offer. */
export const placeSchema = z.strictObject({
  name: z.string(),
  joining: joiningSchema,
  /** With `joining: domain`: where addresses have to end. */
  domains: z.array(z.string()),
  /** The name of its picture: `GET /api/place/picture/{picture}?size=96`. Left out where it has none. */
  picture: pictureHashSchema.optional(),
  /** Nobody has an account yet. */
  isEmpty: z.boolean(),
  /** The server sends mail: an address is shown to be somebody's, and a forgotten password is no trouble. */
  hasMail: z.boolean(),
  methods: z.strictObject({
    password: z.boolean(),
    passkey: z.boolean(),
    magicLink: z.boolean(),
    oidc: z.array(providerSchema),
    ldap: z.boolean(),
  }),
});
export type PlaceFacts = z.infer<typeof placeSchema>;
export type LogInMethods = PlaceFacts['methods'];

/** What the environment can say of the place: the picture is none of its settings, and has operations of its own. */
export type LockedSetting = PlaceSettingKey | 'picture';

const placeSettingsAnswerSchema = z.strictObject({
  settings: placeSettingsSchema,
  /** Those that the environment of the server says, its picture among them: they can't be changed here. */
  locked: z.array(z.enum(['picture', ...placeSettingKeys])),
  /** Other machines reach the server: how people come in is to be decided. */
  isReachable: z.boolean(),
  hasMail: z.boolean(),
});
export type PlaceSettingsAnswer = z.infer<typeof placeSettingsAnswerSchema>;

const askingSchema = z.strictObject({
  id: idSchema,
  username: z.string(),
  displayName: z.string(),
  /** Null: they gave none. */
  email: z.string().nullable(),
  askedAt: timestampSchema,
});
export type Asking = z.infer<typeof askingSchema>;

export const placeOperations = operationsOf('Place', placePaths, {
  getPlace: {
    summary: 'What this place is called, and how one comes in',
    isPublic: true,
    answers: { 200: placeSchema },
  },
  getPlaceSettings: {
    summary: 'What the place is set to',
    needs: 'manage-place',
    answers: { 200: placeSettingsAnswerSchema },
  },
  updatePlace: {
    summary: 'Change settings of the place',
    description:
      'What is left out stays. Who says `joining` has decided it. What the environment of the server says is refused with `setting-locked`.',
    needs: 'manage-place',
    body: updatePlaceBodySchema,
    answers: { 200: placeSettingsAnswerSchema },
    errors: ['setting-locked', 'forbidden'],
  },
  listAsking: {
    summary: 'Who asks to come in, the first first',
    description:
      'Those who registered while an admin lets people in, or who have not shown yet that their address is theirs. The first 500.',
    needs: 'manage-people',
    answers: { 200: z.strictObject({ people: z.array(askingSchema) }) },
  },
  letIn: {
    summary: 'Let somebody in who asks to come in',
    needs: 'manage-people',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  refuseAsked: {
    summary: 'Refuse somebody who asks to come in',
    description: 'Their account is gone, as if they had never asked.',
    needs: 'manage-people',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
});
