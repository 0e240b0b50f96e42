import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';

/** Faces shown at the root of a thread. */
const facesMax = 5;

/** Of a message that others answered in a thread: what is there by now. */
export const threadSchema = z.strictObject({
  /** Of the thread: a chat of the kind `thread`. */
  id: idSchema,
  /** Messages in it that are not deleted. */
  count: z.int().nonnegative(),
  /** Who wrote in it last, the latest first. */
  userIds: z.array(idSchema).max(facesMax),
  lastAt: timestampSchema,
});

/** Sent in a thread, and to be read in its chat too, where a message of its own says the same. */
export const toChatSchema = z.literal(true);

/** Of that message: the place of the thread's root, and its place in the thread. */
export const fromThreadSchema = z.strictObject({ rootSeq: z.int().positive(), seq: z.int().positive() });
export type Thread = z.infer<typeof threadSchema>;
