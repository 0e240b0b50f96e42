import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { limits } from '../limits.ts';
import { emojiNamePattern } from './emoji-sign.ts';

export const emojiNameSchema = z.string().regex(emojiNamePattern, '2 to 32 of a–z, 0–9, "_" and "-"');

/** A picture that everybody of the place may use by its name. */
export const customEmojiSchema = z.strictObject({
  name: emojiNameSchema,
  /** Of its picture, at `GET /api/emoji-images/{image_id}`: another picture has another one. */
  imageId: idSchema,
  /** Who added it. Left out for a guest who does not see them, and where there is no such account any more. */
  by: idSchema.optional(),
  at: timestampSchema,
  /** What it was called before it was renamed: messages that say so still show it. Left out where there is none. */
  formerNames: z.array(emojiNameSchema).optional(),
});
export type CustomEmoji = z.infer<typeof customEmojiSchema>;

const prefixMax = 40;

/** As `data:image/png;base64,…`. What it is, the server reads from its bytes. */
export const emojiImageSchema = z
  .string()
  .max(
    prefixMax + Math.ceil(limits.emojiImageBytesMax / 3) * 4,
    `a picture of at most ${limits.emojiImageBytesMax / 1_024} KiB`,
  )
  .regex(/^data:image\/(?:png|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/, 'a PNG, GIF or WebP picture as a data: URL');

/** The emoji of the place are others than before, perhaps: a hint, which may be lost. Ask for the list again. */
export const customEmojiEventSchema = z.strictObject({ type: z.literal('custom-emoji') });

export const customEmojiErrors = {
  'emoji-name-taken': { status: 409, title: 'An emoji has that name' },
  'too-many-emoji': { status: 409, title: 'There are as many emoji as there may be' },
} as const;
