import { z } from 'zod';
import { idSchema, pageLimitSchema, timestampSchema } from '../fields.ts';

/** A mention of mine, a reply or a reaction to what I wrote, something new in a thread that I follow. */
export const activityKindSchema = z.enum(['mention', 'reply', 'reaction', 'thread']);
export type ActivityKind = z.infer<typeof activityKindSchema>;

/** Something that concerns me. Only where it stands: what it says is read there. Servers may know more kinds. */
const activityEntrySchema = z.strictObject({
  kind: activityKindSchema,
  chatId: idSchema,
  /** Of the message: that which mentions me, that which was reacted to. */
  seq: z.int().positive(),
  messageId: idSchema,
  /** Who did it. */
  userId: idSchema,
  at: timestampSchema,
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

export const activityQuerySchema = z.strictObject({
  limit: pageLimitSchema,
  cursor: z.string().min(1).max(400).optional(),
});
export type ActivityQuery = z.infer<typeof activityQuerySchema>;

export const activityPageSchema = z.strictObject({
  entries: z.array(activityEntrySchema),
  nextCursor: z.string().nullable(),
});
export type ActivityPage = z.infer<typeof activityPageSchema>;

/** There is something new that concerns the caller: a hint, which may be lost. Ask for the first page again. */
export const activityEventSchema = z.strictObject({ type: z.literal('activity') });
