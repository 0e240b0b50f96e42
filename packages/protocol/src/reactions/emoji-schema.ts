import { z } from 'zod';
import { customEmojiName } from '../custom-emoji/emoji-sign.ts';
import { limits } from '../limits.ts';
import { normalizeEmoji } from './emoji.ts';

const textOfOne = z
  .string()
  .min(1)
  .max(limits.emojiMax)
  .overwrite((text) => normalizeEmoji(text) ?? text);

/** One emoji, in the form that is stored, or the name of a custom one, `:name:`; whether there is such a one is known to the transaction. */
export const anyEmojiSchema = textOfOne.refine(
  (text) => normalizeEmoji(text) !== null || customEmojiName(text) !== null,
  'one emoji',
);

/** A reaction to take back: also one that was given when any short text was taken for an emoji. */
export const givenEmojiSchema = textOfOne.regex(/^[^\s\p{Cc}]+$/u, 'one emoji');
