import { foldText } from '../../lib/fold-text.ts';

/** As the build writes it: emoji, name, other words for it, group, and whether it comes in tones of skin. */
export type EmojiRow = readonly [emoji: string, name: string, words: string, group: number, hasTones: 0 | 1];

export type Emoji = {
  emoji: string;
  name: string;
  group: number;
  hasTones: boolean;
  /** What it is found by, folded: the words of its name, then others. */
  nameWords: readonly string[];
  words: readonly string[];
};

export function toEmoji([emoji, name, words, group, hasTones]: EmojiRow): Emoji {
  return { emoji, name, group, hasTones: hasTones === 1, nameWords: wordsOf(name), words: wordsOf(words) };
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[\s_:,]+/u)
    .filter((word) => word !== '');
}
