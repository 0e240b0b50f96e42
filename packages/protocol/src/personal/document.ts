import { z } from 'zod';
import { revSchema, timestampSchema } from '../fields.ts';
import { documentKeyPattern, isShallow } from './document-key.ts';

export const documentKeySchema = z
  .string()
  .regex(documentKeyPattern, 'a kind, as `theme`, or a kind and an id, as `draft/CHAT`');

/** What is put, before its kind looks at it. Not deeper than whoever goes through it can go. */
export const documentValueSchema = z
  .unknown()
  .refine((value) => value !== undefined, 'null, or what the document is to hold')
  .refine((value) => isShallow(value), 'nested too deeply');

/** One document as it is now. `rev` numbers the person's changes: the next one has the next number, whatever its key. */
export const documentSchema = z.strictObject({
  key: documentKeySchema,
  rev: z.int().positive(),
  /** Null once deleted. */
  value: z.unknown(),
  updatedAt: timestampSchema,
});
export type Document = z.infer<typeof documentSchema>;

/** In `resume`: the `rev` up to which the client has all of its person's documents, 0 for none. Left out: it wants none. */
export const documentsCursorSchema = revSchema.optional();
