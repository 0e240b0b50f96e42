import { z } from 'zod';
import { defineDocument } from '../personal/define-document.ts';

/**
 * What somebody keeps to themselves: `privacy`. Who hides something is not told it of others either, and the server sees to
 * both (D43). What is left out is shown.
 */
export const privacyDocument = defineDocument({
  kind: 'privacy',
  value: z.strictObject({
    /** How far they have read, and what has reached their devices. */
    receipts: z.literal('hidden').optional(),
    /** When they were last online. */
    lastSeen: z.literal('hidden').optional(),
  }),
  maxBytes: 128,
});
