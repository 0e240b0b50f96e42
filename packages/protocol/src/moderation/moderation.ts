import { z } from 'zod';

/** To moderators: how many reports wait for them, after each resume and when it changes. A hint, which may be lost. */
export const moderationEventSchema = z.strictObject({ type: z.literal('moderation'), open: z.int().nonnegative() });

export const moderationErrors = {
  muted: { status: 403, title: 'You may read and not write for now' },
  banned: { status: 403, title: 'You are banned' },
  'slow-mode': { status: 429, title: 'Slow mode' },
  'words-not-allowed': { status: 422, title: 'Not with these words' },
  'held-for-review': { status: 409, title: 'A moderator looks at it first' },
  'too-many-word-rules': { status: 409, title: 'Too many rules for words and links' },
  'already-decided': { status: 409, title: 'Somebody decided that already' },
} as const;
