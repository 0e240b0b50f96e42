import type { Message, SearchRange } from '@confab/protocol';
import { findTerm, type IndexKey, keysOf, type ReadText, readWords, type SearchTerm } from '@confab/text/search';
import { type Fact, factsOf, searchedTexts } from './facts.ts';

/** What is looked for, once names are people and chats, and days are times. */
export interface Wanted {
  terms: readonly { term: SearchTerm; isNegated: boolean }[];
  /** Of each at least one is true, or none where it is negated. */
  facts: readonly { anyOf: ReadonlySet<Fact>; isNegated: boolean }[];
  /** Ids of messages that the person saved: only these, or none of these. */
  saved: readonly { messageIds: ReadonlySet<string>; isNegated: boolean }[];
  /** Sent at this time or later, and before that one. */
  since: number;
  until: number;
  /** Days that are left out. */
  notWithin: readonly { since: number; until: number }[];
}

export interface Match {
  /** Of the text. */
  ranges: SearchRange[];
  /** Of the names of files, by their place. */
  fileRanges: (SearchRange & { file: number })[];
  /** How well it fits, of itself: see `scoreOf`. */
  score: number;
}

/** Null where the message is not what is looked for. The whole truth about that: an index only says where to look. */
export function matchMessage(wanted: Wanted, message: Message): Match | null {
  const texts = searchedTexts(message);
  if (!texts || !isWithin(wanted, Date.parse(message.createdAt)) || !hasFacts(wanted, message)) return null;
  const read = wanted.terms.length === 0 ? [] : texts.map(readWords);
  const ranges: SearchRange[][] = texts.map(() => []);
  let score = 0;
  for (const { term, isNegated } of wanted.terms) {
    const found = read.map((text) => findTerm(text, term));
    if (found.some(({ length }) => length > 0) === isNegated) return null;
    for (const [place, some] of found.entries()) {
      ranges[place]?.push(...some);
      score += scoreOf(some, read[place], term);
    }
  }
  const [content = [], ...names] = ranges.map(join);
  return {
    ranges: content,
    fileRanges: names.flatMap((found, file) => found.map((range) => ({ file, ...range }))),
    score,
  };
}

/** What it costs at most to match that: characters that are read, and held against each word. Some nanoseconds each. */
export function workOf({ terms }: Wanted, message: Message): number {
  const read = 4;
  const words = terms.reduce((sum, { term }) => sum + term.words.length, read);
  return words * (searchedTexts(message) ?? []).reduce((sum, text) => sum + text.length, 0);
}

/** As `workOf` counts: some milliseconds, after which others have their turn (A43). */
export const workPerTurn = 1_000_000;

/** Whole words come before parts of words, and what is said twice fits a little better. */
function scoreOf(found: readonly SearchRange[], read: ReadText | undefined, { words }: SearchTerm): number {
  if (!read || found.length === 0) return 0;
  const [first] = words;
  const isWhole = words.length > 1 || read.words.some(({ text }) => text === first?.text);
  return (isWhole ? 4 : 1) + words.length + Math.min(found.length, 4) / 4;
}

function isWithin({ since, until, notWithin }: Wanted, at: number): boolean {
  return at >= since && at < until && !notWithin.some((days) => at >= days.since && at < days.until);
}

function hasFacts({ facts, saved }: Wanted, message: Message): boolean {
  if (saved.some(({ messageIds, isNegated }) => messageIds.has(message.id) === isNegated)) return false;
  if (facts.length === 0) return true;
  // What is asked for may be thousands of chats, what is known of a message is little (A43).
  const known = factsOf(message);
  return facts.every(({ anyOf, isNegated }) => known.some((fact) => anyOf.has(fact)) !== isNegated);
}

/** In their order, those that touch each other as one. */
function join(found: readonly SearchRange[]): SearchRange[] {
  const joined: SearchRange[] = [];
  for (const range of found.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  return joined;
}

/** What an index can tell of it. */
export function indexKeysOf({ terms }: Wanted): IndexKey[] {
  return terms.flatMap(({ term, isNegated }) => (isNegated ? [] : keysOf(term)));
}
