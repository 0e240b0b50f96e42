import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/**
 * A message that somebody wants to come back to: `saved/MESSAGE`. Only where it stands: what it says is read there, by whoever
 * may, each time.
 */
export const savedDocument = defineDocument({
  kind: 'saved',
  value: z.strictObject({ chatId: idSchema, seq: z.int().positive(), savedAt: timestampSchema }),
  maxBytes: 512,
  max: 1_000,
});
