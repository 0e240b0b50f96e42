import { z } from 'zod';
import { seqSchema } from '../fields.ts';

export const markReadBodySchema = z.strictObject({ seq: seqSchema });
export const readPositionSchema = z.strictObject({
  readSeq: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  /** The chat's `rev` that `unread` is exact for. */
  atRev: z.int().nonnegative(),
});
