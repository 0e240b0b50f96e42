import { z } from 'zod';
import { trimContent } from './content.ts';
import { normalizeEmoji } from './emoji.ts';
import { limits } from './limits.ts';
import { idSchema, withoutNul } from './objects.ts';

// Lone surrogates can't be stored as UTF-8, and PostgreSQL has no NUL: the first are replaced, the second refused.
export const contentSchema = z
  .string()
  .overwrite((text) => text.toWellFormed())
  .overwrite(trimContent)
  .regex(withoutNul, 'no NUL characters')
  .min(1, 'write something')
  .max(limits.contentMax, `at most ${limits.contentMax.toLocaleString('en')} characters`);

/** Made by the client, a UUID by custom; `(sender, clientId)` is unique for ever. */
export const clientIdSchema = z
  .string()
  .min(1)
  .max(limits.clientIdMax)
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces');

const seqSchema = z.int().nonnegative();
/** One emoji, in the form that is stored. Later also the name of a custom one, `:name:`. */
export const emojiSchema = z
  .string()
  .min(1)
  .max(limits.emojiMax)
  .overwrite((text) => normalizeEmoji(text) ?? text)
  .refine((text) => normalizeEmoji(text) !== null, 'one emoji');

/** A reaction to take back: also one that was given when any short text was taken for an emoji. */
export const givenEmojiSchema = z
  .string()
  .min(1)
  .max(limits.emojiMax)
  .overwrite((text) => normalizeEmoji(text) ?? text)
  .regex(/^[^\s\p{Cc}]+$/u, 'one emoji');

/** First command of a connection: what the client holds. Chats that it does not name arrive whole. */
export const resumeCommandSchema = z.strictObject({
  type: z.literal('resume'),
  /** The epoch of the `welcome` under which the cursors were learned, null with no cursors. */
  epoch: z.string().max(64).nullable(),
  /** chatId -> rev up to which the client has everything. At most `limits.cursorsMax`. */
  cursors: z.record(idSchema, seqSchema).refine((cursors) => Object.keys(cursors).length <= limits.cursorsMax, {
    error: `at most ${limits.cursorsMax} chats`,
  }),
});

export const sendCommandSchema = z.strictObject({
  type: z.literal('send'),
  chatId: idSchema,
  clientId: clientIdSchema,
  content: contentSchema,
});

/** I have this chat open: I count as active in it, and get its active users, typing and read positions. */
export const openCommandSchema = z.strictObject({ type: z.literal('open'), chatId: idSchema });
export const closeCommandSchema = z.strictObject({ type: z.literal('close'), chatId: idSchema });

export const typingCommandSchema = z.strictObject({ type: z.literal('typing'), chatId: idSchema });

/** Everything up to `seq` is read. */
export const readCommandSchema = z.strictObject({ type: z.literal('read'), chatId: idSchema, seq: seqSchema });

/** Replaces the set of people whose presence this connection is told. */
export const watchPresenceCommandSchema = z.strictObject({
  type: z.literal('watch-presence'),
  userIds: z.array(idSchema).max(limits.presenceWatchMax),
});

export const pingCommandSchema = z.strictObject({ type: z.literal('ping') });

/** Frames from a client on `WS /api/ws`, one JSON object each. */
export const commandSchema = z.discriminatedUnion('type', [
  resumeCommandSchema,
  sendCommandSchema,
  openCommandSchema,
  closeCommandSchema,
  typingCommandSchema,
  readCommandSchema,
  watchPresenceCommandSchema,
  pingCommandSchema,
]);
export type Command = z.infer<typeof commandSchema>;

export const chatMessageCommandSchema = z.strictObject({
  type: z.literal('message'),
  content: contentSchema,
  clientId: clientIdSchema.optional(),
});

export const chatTypingCommandSchema = z.strictObject({ type: z.literal('typing') });

/** Frames from a client on `WS /api/chats/ws/{chat_id}/{user_id}`. */
export const chatSocketCommandSchema = z.discriminatedUnion('type', [
  chatMessageCommandSchema,
  chatTypingCommandSchema,
]);
export type ChatSocketCommand = z.infer<typeof chatSocketCommandSchema>;
