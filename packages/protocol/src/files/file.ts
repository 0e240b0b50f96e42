import { z } from 'zod';
import { idSchema, withoutNul } from '../fields.ts';
import { limits } from '../limits.ts';

/** What a picture shows, in the sender's words, for those who do not see it. */
const altSchema = z
  .string()
  .overwrite((text) => text.toWellFormed().trim())
  .regex(withoutNul, 'no NUL characters')
  .min(1)
  .max(limits.fileAltMax);

/** What a voice message sounds like, for its player. Its sender's word: whoever wants to know hears it. */
const voiceSchema = z.strictObject({
  ms: z.int().min(1).max(limits.voiceMsMax),
  /** How loud it is from beginning to end, a byte (0–255) a step, in base64url. */
  peaks: z.base64url().min(1).max(limits.voicePeaksMax),
});
export type FileVoice = z.infer<typeof voiceSchema>;

/** A file of a message. Its bytes are at `GET /api/files/{id}`, for members of a chat that it was sent to. */
const messageFileSchema = z.strictObject({
  id: idSchema,
  /** To be shown and to save it under: no path, and no type can be read from it. */
  name: z.string(),
  /** In bytes. */
  size: z.int().positive(),
  /** The media type, read from the bytes: `application/octet-stream` where they say nothing. */
  type: z.string(),
  alt: z.string().optional(),
  /** In pixels, turned as it is to be seen. Of pictures that can be shown, and so have previews. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** What is shown until it is there (https://evanw.github.io/thumbhash/), in base64url. */
  thumbhash: z.string().optional(),
  /** A picture that moves. */
  animated: z.literal(true).optional(),
  voice: voiceSchema.optional(),
});
export const messageFilesSchema = z.array(messageFileSchema);
export type MessageFile = z.infer<typeof messageFileSchema>;

/** Files that were uploaded and not sent yet, in the order in which they are shown. Of what is forwarded: those of the original. */
export const draftFilesSchema = z
  .array(z.strictObject({ id: idSchema, alt: altSchema.optional(), voice: voiceSchema.optional() }))
  .min(1)
  .max(limits.filesPerMessage);

/** What somebody may upload, to be known before they do. In bytes. */
export const fileLimitsSchema = z.strictObject({
  fileBytesMax: z.int(),
  filesPerMessage: z.int(),
  /** All that they uploaded and is still kept, and how much that may be. */
  ownBytes: z.int(),
  ownBytesMax: z.int(),
});
export type FileLimits = z.infer<typeof fileLimitsSchema>;

export const uploadSchema = z.strictObject({ id: idSchema, offset: z.int(), size: z.int() });

export const fileErrors = {
  'no-room': { status: 409, title: 'There is no room for more files' },
  'upload-moved': { status: 409, title: 'The upload stands at another place' },
} as const;
