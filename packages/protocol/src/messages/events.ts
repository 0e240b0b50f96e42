import { z } from 'zod';
import { idSchema, revSchema, timestampSchema } from '../fields.ts';
import { messageSchema } from './message.ts';

/** A new or changed message. Per chat, `rev` rises by one from frame to frame. */
export const messageEventSchema = z.strictObject({ type: z.literal('message'), message: messageSchema });

/** The send is durable. Sent again, the same, for a retry. */
export const ackEventSchema = z.strictObject({
  type: z.literal('ack'),
  chatId: idSchema,
  clientId: z.string(),
  id: idSchema,
  seq: z.int().positive(),
  rev: z.int().positive(),
  createdAt: timestampSchema,
});

/** Catch-up: the final state of every message changed after the cursor, `rev` rising; complete up to `upToRev`. */
export const changesEventSchema = z.strictObject({
  type: z.literal('changes'),
  chatId: idSchema,
  messages: z.array(messageSchema),
  upToRev: revSchema,
  more: z.boolean(),
});
