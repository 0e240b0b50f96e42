import { z } from 'zod';
import { messageFields } from '../features.ts';
import { idSchema, timestampSchema } from '../fields.ts';
import { systemEventSchema } from './system-event.ts';

/** The full current state of one message: the unit of history, of live pushes and of catch-up. */
export const messageSchema = z.strictObject({
  id: idSchema,
  chatId: idSchema,
  /** Place in the history: 1, 2, 3 … without gaps. Never changes. */
  seq: z.int().positive(),
  /** Number of the chat's change that last touched this message. */
  rev: z.int().positive(),
  kind: z.enum(['text', 'system']),
  senderId: idSchema,
  clientId: z.string().nullable(),
  /** Empty once deleted. */
  content: z.string(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  deletedAt: timestampSchema.nullable(),
  ...messageFields,
  /** Set exactly where `kind` is `system`. */
  event: systemEventSchema.nullable(),
});
export type Message = z.infer<typeof messageSchema>;
