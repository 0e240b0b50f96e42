import { foldText } from '../../lib/fold-text.ts';

/** As the build writes it: emoji, name, other words for it (a code of other programs, "tada", as ":tada"), group, and whether it comes in tones of skin. */
export type EmojiRow = readonly [emoji: string, name: string, words: string, group: number, hasTones: 0 | 1];

export type Emoji = {
  emoji: string;
  name: string;
  group: number;
  hasTones: boolean;
  /** What it is found by, folded: the words of its name, then others. */
  nameWords: readonly string[];
  words: readonly string[];
  /** What other programs call it: of no other emoji. */
  codes?: readonly string[];
};

export function toEmoji([emoji, name, words, group, hasTones]: EmojiRow): Emoji {
  const codes = words.split(' ').flatMap((word) => (word.startsWith(':') ? [word.slice(1)] : []));
  return { emoji, name, group, hasTones: hasTones === 1, nameWords: wordsOf(name), words: wordsOf(words), codes };
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[\s_:,]+/u)
    .filter((word) => word !== '');
}
