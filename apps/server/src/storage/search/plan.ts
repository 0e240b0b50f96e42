import type { IndexKey } from '@confab/text/search';
import type { IndexQuery } from './search-index.ts';

/** Words that stand for one that is looked for: more are not asked for. */
export const standInsMax = 64;

/** A word of the vocabulary, and in how many messages it was found. */
export interface Known {
  word: string;
  count: number;
}

/** Tokens of which one is needed; in a row with those before it. */
export interface Group {
  anyOf: readonly string[];
  follows: boolean;
  /** Messages that have it, as far as is known. */
  count: number;
}

/** What an index is asked for, once it is known which words there are. */
export function planGroups({ keys, facts }: IndexQuery, standInsOf: (key: IndexKey) => readonly Known[]): Group[] {
  const ofKeys = keys.map((key) => {
    if (key.kind === 'sign') return { anyOf: [key.text], follows: false, count: Infinity };
    if (key.kind === 'word') return { anyOf: [key.text], follows: key.follows === true, count: Infinity };
    const known = standInsOf(key);
    const count = known.reduce((sum, word) => sum + word.count, 0);
    return { anyOf: [...new Set([key.text, ...known.map(({ word }) => word)])], follows: false, count };
  });
  return [...ofKeys, ...facts.map((anyOf) => ({ anyOf, follows: false, count: Infinity }))];
}

/** What one candidate and one chat cost, beside each other: a chat that is asked for by name has to be found first. */
const chatCost = 12;
/** So many are not named ever. */
export const chatsMax = 200;
/** So few are named always. */
export const fewChats = 4;

/** Whether chats are named to the index, instead of leaving out what it finds elsewhere: cheaper where somebody sees little of all. */
export function namesChats(
  groups: readonly Group[],
  { chats, seen, all, limit }: { chats: number; seen: number; all: number; limit: number },
): boolean {
  if (chats > chatsMax) return false;
  const found = Math.min(all, ...groups.map(({ count }) => count));
  return chats * chatCost < Math.min(found, (limit * all) / Math.max(1, seen));
}
