import { z } from 'zod';
import { revSchema, wholeNumberSchema } from '../fields.ts';
import { documentSchema, documentValueSchema } from './document.ts';
import { documentLimits } from './document-key.ts';

const revQuerySchema = wholeNumberSchema.pipe(revSchema);

export const documentPageQuerySchema = z.strictObject({
  /** What changed after this `rev`; 0 for everything. */
  after: revQuerySchema.default(0),
  /** For the pages that follow a first one from 0: its `rev`. What was deleted before then is no news. */
  began: revQuerySchema.optional(),
  limit: wholeNumberSchema.pipe(z.int().min(1).max(documentLimits.pageMax)).default(documentLimits.pageMax),
});

export const documentPageSchema = z.strictObject({
  /** Final states, `rev` rising; deleted ones with a value of null. */
  documents: z.array(documentSchema),
  /** Complete up to here: the cursor to go on from. */
  upToRev: revSchema,
  more: z.boolean(),
  /** Of the newest change of all. */
  rev: revSchema,
  /** The cursor was of no use, and this page begins at 0: forget what you hold. */
  reset: z.boolean(),
});
export type DocumentPage = z.infer<typeof documentPageSchema>;

export const putDocumentBodySchema = z.strictObject({
  value: documentValueSchema.refine((value) => value !== null, 'what the document is to hold'),
});
/** Whoever has everything up to `rev` sees what was put, or what came after it. */
export const documentPutSchema = z.strictObject({ rev: revSchema });
