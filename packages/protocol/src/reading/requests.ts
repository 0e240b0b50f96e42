import { z } from 'zod';
import { seqSchema } from '../fields.ts';

export const markReadBodySchema = z.strictObject({ seq: seqSchema });
export const readPositionSchema = z.strictObject({
  readSeq: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  mentions: z.int().nonnegative().optional(),
  /** The chat's `rev` that `unread` and `mentions` are exact for. */
  atRev: z.int().nonnegative(),
});
