import { z } from 'zod';
import { limits } from '../limits.ts';
import { normalizeEmoji } from './emoji.ts';

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
