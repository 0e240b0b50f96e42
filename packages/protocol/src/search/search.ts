import { z } from 'zod';
import { idSchema, wholeNumberSchema, withoutNul } from '../fields.ts';
import { messageSchema } from '../messages/message.ts';

/** Characters of what somebody looks for, and hits on one page. */
export const searchLimits = { queryMax: 500, pageMax: 50 } as const;

const textSchema = z.string().trim().min(1).max(searchLimits.queryMax).regex(withoutNul, 'no NUL characters');
const zoneSchema = z
  .string()
  .max(64)
  .refine((zone) => isZone(zone), 'a time zone such as Europe/Berlin');
/** One that the server gave. */
const cursorSchema = z.string().regex(/^\d{1,16}$/, 'a cursor of a search');

const askedSchema = {
  /** Words, "phrases" and filters: see `parseSearch`. */
  query: textSchema,
  /** Only of this chat and its threads. */
  chatId: idSchema.optional(),
  /** Whose days `on:`, `before:` and `after:` mean; that of the person's profile, or else UTC. */
  zone: zoneSchema.optional(),
};

export const searchQuerySchema = z.strictObject({
  ...askedSchema,
  /** By when it was said, or by how well it fits. */
  sort: z.enum(['newest', 'best']).default('newest'),
  limit: wholeNumberSchema.pipe(z.int().min(1).max(searchLimits.pageMax)).default(20),
  /** What comes after this hit in the list: what is older, or fits less. */
  after: cursorSchema.optional(),
  /** What comes before it, the nearest first taken. Not with `best`. */
  before: cursorSchema.optional(),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

export const searchCountQuerySchema = z.strictObject(askedSchema);
export type SearchCountQuery = z.infer<typeof searchCountQuerySchema>;

/** In UTF-16 units; the end is behind it. */
const rangeSchema = z.strictObject({ start: z.int().nonnegative(), end: z.int().positive() });
export type SearchRange = z.infer<typeof rangeSchema>;

/** What was said beside a hit, cut short, as plain text. */
const lineSchema = z.strictObject({ senderId: idSchema, text: z.string() });
export type SearchLine = z.infer<typeof lineSchema>;

export const searchHitSchema = z.strictObject({
  /** The chat that it is seen from: of a message of a thread, the chat of the thread. */
  chatId: idSchema,
  message: messageSchema,
  /** Of `message.content`: what was found. */
  ranges: z.array(rangeSchema),
  /** Of the names of `message.files`, by their place in it. */
  fileRanges: z.array(z.strictObject({ file: z.int().nonnegative(), ...rangeSchema.shape })),
  /** Right before and after it, in its chat or its thread. */
  before: lineSchema.nullable(),
  after: lineSchema.nullable(),
  /** For `after` and `before` of another request. */
  cursor: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchPageSchema = z.strictObject({
  hits: z.array(searchHitSchema),
  /** Where the list goes on; null at its end. A page may be short, or empty, and go on. */
  nextCursor: z.string().nullable(),
  /** Where there is more before the page: for `before`. */
  previousCursor: z.string().nullable(),
  /** Filters that name nobody, or no chat of the caller's, as they were typed. */
  unknown: z.array(z.string()),
  /** Everything that was said before the last few moments was looked through. Else the index is being made. */
  isWhole: z.boolean(),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

export const searchCountsSchema = z.strictObject({
  /** The most hits first. */
  chats: z.array(z.strictObject({ chatId: idSchema, count: z.int().positive() })),
  count: z.int().nonnegative(),
  /** There are more: only the newest were counted. */
  hasMore: z.boolean(),
});
export type SearchCounts = z.infer<typeof searchCountsSchema>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
