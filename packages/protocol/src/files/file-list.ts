import { z } from 'zod';
import { pageLimitSchema } from '../fields.ts';
import { messageSchema } from '../messages/message.ts';
import { placeSchema } from '../messages/place.ts';

/** Pictures that can be shown and films; what people said; everything else. */
const fileListKinds = ['pictures', 'voice', 'files'] as const;
export type FileListKind = (typeof fileListKinds)[number];

export const fileListQuerySchema = z.strictObject({
  kind: z.enum(fileListKinds),
  limit: pageLimitSchema,
  /** What was sent before this one, the nearest first taken. */
  before: placeSchema.optional(),
  /** What was sent after this one. Not together with `before`. */
  after: placeSchema.optional(),
});
export type FileListQuery = z.infer<typeof fileListQuerySchema>;

/** The newest first, whichever way it was asked. */
export const fileListSchema = z.strictObject({ messages: z.array(messageSchema), hasMore: z.boolean() });
export type FileListPage = z.infer<typeof fileListSchema>;
