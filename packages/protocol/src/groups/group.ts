import { z } from 'zod';
import { limits } from '../limits.ts';
import { serverLimits } from '../server-limits.ts';
import { groupPictureSchema } from '../pictures/picture.ts';
import { textSchema } from '../text/name-schema.ts';

/** Who may do something in a group; `admins` are its owners and admins. */
const whomSchema = z.enum(['everyone', 'admins']);

/** Settings of a group, by their keys among the parts of its chat. Left out: everyone may, at once; nothing is said, it is private. */
const settings = {
  /** Who writes in it. */
  posting: whomSchema,
  /** Who adds people. */
  adding: whomSchema,
  /** Who mentions everyone. */
  mentioning: whomSchema,
  /** Who takes a copy of it along (`export`). Left out: its owners and admins. */
  exporting: whomSchema,
  /** `public`: anybody of the place finds it and joins. */
  visibility: z.enum(['public', 'private']),
  /** Seconds between two messages of a member, 0 for none. Owners and admins wait for nothing. */
  slowMode: z.int().min(0).max(serverLimits.slowModeMax),
  /** Empty for none. */
  topic: textSchema(limits.topicMax),
  description: textSchema(limits.descriptionMax),
};

export const groupSettingsSchema = z.strictObject(settings).partial();
export type GroupSettings = z.infer<typeof groupSettingsSchema>;

export const groupParts = groupSettingsSchema.shape;

export const groupSettingsEvents = [
  z.strictObject({
    type: z.literal('group-changed'),
    chatParts: groupSettingsSchema.extend({ picture: groupPictureSchema.optional() }),
  }),
] as const;
