import { z } from 'zod';
import { documentKeySchema, documentValueSchema } from './document.ts';
import { documentLimits } from './document-key.ts';

/** Keeps a document of the caller's, or deletes it where `value` is null. Answered with `document-ack`. */
export const putDocumentCommandSchema = z.strictObject({
  type: z.literal('put-document'),
  key: documentKeySchema,
  value: documentValueSchema,
  /** Made anew by each client that runs, which counts its puts in `n`: a retry of the last one changes nothing. */
  writer: z
    .string()
    .min(1)
    .max(documentLimits.writerMax)
    .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces'),
  n: z.int().positive(),
});
