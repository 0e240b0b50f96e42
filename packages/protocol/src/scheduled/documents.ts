import { z } from 'zod';
import { draftFields } from '../features.ts';
import { idSchema, timestampSchema } from '../fields.ts';
import { contentSchema } from '../messages/draft.ts';
import { defineDocument } from '../personal/define-document.ts';

/**
 * A message that the server sends for me at `at`, once: `scheduled/ID`, and the id is never used again. It goes with its message.
 * Where that may not be sent then, `refused` says why, and it stays until it is put again without that, or deleted.
 */
export const scheduledDocument = defineDocument({
  kind: 'scheduled',
  value: z.looseObject({
    chatId: idSchema,
    content: contentSchema,
    /** What goes along with the text, as it is sent. Files do not: they are kept for a day until they are sent. */
    parts: z.strictObject(draftFields).omit({ files: true }).optional(),
    /** When that is over already, it is sent at once. */
    at: timestampSchema,
    /** The server's word. `code` is that of the refusal of a send, `detail` the same in English. */
    refused: z.looseObject({ code: z.string().max(64), detail: z.string().max(500) }).optional(),
  }),
  maxBytes: 40 * 1024,
  max: 100,
});
