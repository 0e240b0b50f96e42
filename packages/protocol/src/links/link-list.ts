import { z } from 'zod';
import { pageLimitSchema } from '../fields.ts';
import { messageSchema } from '../messages/message.ts';
import { placeSchema } from '../messages/place.ts';

export const linkListQuerySchema = z.strictObject({
  limit: pageLimitSchema,
  /** What was sent before this one, the nearest first taken. */
  before: placeSchema.optional(),
});
export type LinkListQuery = z.infer<typeof linkListQuerySchema>;

/** The newest first. `isWhole`: every message of the chat was looked through; else ask again in a second. */
export const linkListSchema = z.strictObject({
  messages: z.array(messageSchema),
  hasMore: z.boolean(),
  isWhole: z.boolean(),
});
export type LinkListPage = z.infer<typeof linkListSchema>;
