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

/** That somebody reads and does not write, which the server puts. It tells; what holds is what the server keeps. */
export const mutedDocument = defineDocument({
  kind: 'muted',
  value: z.strictObject({ reason: z.string().max(600), until: timestampSchema }),
  maxBytes: 4 * 1024,
});
