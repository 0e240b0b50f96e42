import { z } from 'zod';
import { revSchema } from '../fields.ts';
import { documentKeySchema, documentSchema } from './document.ts';

/** What was put is durable. Whoever has everything up to `rev` sees it, or what came after it. */
const documentAckEventSchema = z.strictObject({
  type: z.literal('document-ack'),
  key: documentKeySchema,
  n: z.int().positive(),
  rev: revSchema,
});

/** A document changed. `rev` rises by one from frame to frame. */
const documentEventSchema = z.strictObject({ type: z.literal('document'), document: documentSchema });

/** Catch-up: the final state of every document changed after the cursor, `rev` rising; complete up to `upToRev`. */
const documentsEventSchema = z.strictObject({
  type: z.literal('documents'),
  documents: z.array(documentSchema),
  upToRev: revSchema,
  more: z.boolean(),
});

/** The cursor can't be caught up from: the `documents` that follow, up to the one without `more`, are all there are. */
const documentsResetEventSchema = z.strictObject({
  type: z.literal('documents-reset'),
  reason: z.enum(['too-far-behind', 'cursor-ahead', 'epoch-changed']),
});

export const documentEventSchemas = [
  documentAckEventSchema,
  documentEventSchema,
  documentsEventSchema,
  documentsResetEventSchema,
] as const;
