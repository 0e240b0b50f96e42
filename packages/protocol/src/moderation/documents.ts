import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/** A warning that was not confirmed yet, which the server puts: `warning/ID`. Whoever deletes it has read it. */
export const warningDocument = defineDocument({
  kind: 'warning',
  value: z.strictObject({ reason: z.string().max(600), at: timestampSchema }),
  maxBytes: 4 * 1024,
  max: 50,
});

/**
 * To whoever reported something: it was looked at, and whether anything was done about it. `report/ID`, which the server puts and its
 * person deletes once it is read. Who decided, what, and about whom is not in it.
 */
export const reportDocument = defineDocument({
  kind: 'report',
  value: z.looseObject({ at: timestampSchema, acted: z.boolean() }),
  maxBytes: 1_000,
  max: 20,
});

/** That somebody reads and does not write, which the server puts. It tells; what holds is what the server keeps. */
export const mutedDocument = defineDocument({
  kind: 'muted',
  value: z.strictObject({ reason: z.string().max(600), until: timestampSchema }),
  maxBytes: 4 * 1024,
});
