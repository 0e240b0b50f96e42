import { foldText } from '../../lib/fold-text.ts';
import type { Emoji } from './emoji-row.ts';

const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u;

/**
 * Those that every word of the query begins a word of, or stands in where no spaces are written between words, the best first: a name that begins so, then other words of names, then
 * other words. Among equals the order of all.
 */
export function searchEmoji(all: readonly Emoji[], query: string): Emoji[] {
  const wanted = foldText(query)
    .split(/[\s_:]+/u)
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const ranked = all.flatMap((emoji) => {
    const ranks = wanted.map((word) => rank(emoji, word));
    return ranks.includes(null) ? [] : [{ emoji, rank: ranks.reduce<number>((sum, one) => sum + (one ?? 0), 0) }];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ emoji }) => emoji);
}

/** The one that is called just that: by its code, or by its whole name, "_" for spaces. */
export function emojiCalled(all: readonly Emoji[], query: string): Emoji | undefined {
  const code = query.toLowerCase();
  const name = foldText(query)
    .split(/[\s_]+/u)
    .join(' ');
  return all.find(({ codes }) => codes?.includes(code)) ?? all.find(({ nameWords }) => nameWords.join(' ') === name);
}

function rank({ nameWords, words }: Emoji, word: string): number | null {
  if (nameWords.includes(word)) return nameWords[0] === word ? 0 : 1;
  if (words.includes(word)) return 2;
  if (nameWords.some((one) => one.startsWith(word))) return 3;
  if (words.some((one) => one.startsWith(word))) return 4;
  return unspaced.test(word) && [...nameWords, ...words].some((one) => one.includes(word)) ? 5 : null;
}
