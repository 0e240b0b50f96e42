import { z } from 'zod';
import { idSchema, wholeNumberSchema } from '../fields.ts';

/** In pixels, of a square: for a list, and to be looked at. */
const pictureSizes = [96, 384] as const;
export type PictureSize = (typeof pictureSizes)[number];

export const pictureSizeSchema = wholeNumberSchema.pipe(z.union(pictureSizes.map((size) => z.literal(size))));

/** Names a picture of a person or a group by what it shows: `GET /api/pictures/{hash}`. */
export const pictureHashSchema = z.string().regex(/^[\w-]{32}$/, 'the name of a picture');

const fraction = z.number().min(0).max(1);

/** A whole upload of one's own that is a picture and was not sent: it is used up. */
export const newPictureSchema = z.strictObject({
  fileId: idSchema,
  /**
   * The square that is shown: where it begins, in fractions of width and height of the picture as it is seen, and its side, in fractions of the
   * shorter one. Left out: the largest, in the middle.
   */
  crop: z.strictObject({ x: fraction, y: fraction, size: fraction.min(0.01) }).optional(),
});
export type NewPicture = z.infer<typeof newPictureSchema>;

/** What is shown from now on. */
export const setPictureSchema = z.strictObject({ picture: pictureHashSchema });

/** Of a group: its picture, empty for none. */
export const groupPictureSchema = z.union([pictureHashSchema, z.literal('')]);
