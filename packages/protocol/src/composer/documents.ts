import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';

/** How somebody likes to write: `composer`. What is left out is as the page has it. */
export const composerDocument = defineDocument({
  kind: 'composer',
  value: z.strictObject({ toolbar: z.boolean().optional(), enterSends: z.boolean().optional() }),
  maxBytes: 128,
});
