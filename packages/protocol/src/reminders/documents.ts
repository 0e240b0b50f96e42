import { z } from 'zod';
import { idSchema, timestampSchema } from '../fields.ts';
import { defineDocument } from '../personal/define-document.ts';

/**
 * A message that I want to be reminded of at `at`: `reminder/ID`. Only where it stands: what it says is read there. When it is due
 * the server sets `rangAt`, and it stays until it is deleted (done), or put again with another `at` and no `rangAt` (later).
 */
export const reminderDocument = defineDocument({
  kind: 'reminder',
  value: z.looseObject({
    chatId: idSchema,
    seq: z.int().positive(),
    at: timestampSchema,
    note: z.string().trim().max(200).optional(),
    /** The server's word: since when it asks for attention. */
    rangAt: timestampSchema.optional(),
  }),
  maxBytes: 1_500,
  max: 300,
});
