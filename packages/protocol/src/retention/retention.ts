import { z } from 'zod';

const daysSchema = z.int().min(1).max(36_500);
/** For how many days something is kept; null: for good. */
const keptDaysSchema = daysSchema.nullable();

const kept = {
  messagesDays: keptDaysSchema,
  /** A message stays without its files. */
  filesDays: keptDaysSchema,
  /** What messages said before they were edited. */
  editsDays: keptDaysSchema,
};

/** For how long what is said in a chat is kept. */
export const retentionSchema = z.strictObject(kept);
export type Retention = z.infer<typeof retentionSchema>;

/** What a chat says of itself, a part of it; left out: as the place has it. */
export const chatRetentionSchema = z.strictObject(kept).partial();
export type ChatRetention = z.infer<typeof chatRetentionSchema>;

/** What the place says. A chat that may choose stays within `least` and `most`. */
export const placeRetentionSchema = z
  .strictObject({
    ...kept,
    /** Owners and admins of groups may say otherwise for these. */
    chatsChoose: z.boolean(),
    least: keptDaysSchema,
    most: keptDaysSchema,
  })
  .refine(({ least, most }) => least === null || most === null || least <= most, {
    path: ['most'],
    message: 'no less than `least`',
  });
export type PlaceRetention = z.infer<typeof placeRetentionSchema>;

export const retentionParts = { retention: chatRetentionSchema.optional() };

export const retentionEvents = [
  z.strictObject({
    type: z.literal('retention-changed'),
    chatParts: z.strictObject({ retention: chatRetentionSchema }),
  }),
] as const;

/** Of a message whose time is over: what went with it. `message`: all of it. */
export const expiredSchema = z.enum(['message', 'files']);
export type Expired = z.infer<typeof expiredSchema>;

/** Of whom, or of what, nothing is deleted. */
export const holdKindSchema = z.enum(['chat', 'person']);
export type HoldKind = z.infer<typeof holdKindSchema>;
