import { foldText } from '../../lib/fold-text.ts';
import { weightAt, type Trail } from '../../lib/kept-trail.ts';
import { isSomebody, type Row } from './rows.ts';

/**
 * The rows that hold every word of the query: names that begin with it before words that do before the rest; among these what one goes
 * to most. Pages are found by the beginnings of their words alone, as there are few and "an" is in half of them; commands by the beginning
 * of their name and by words that stand for them, as "the" is in many a sentence.
 */
export function rankRows(rows: readonly Row[], query: string, { trail, now }: { trail: Trail; now: number }): Row[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  return rows
    .flatMap((row, index) => {
      const visits = weightAt(trail.get(row.key), now);
      const fit = fitOf(row, words, visits);
      return fit === null ? [] : [{ row, index, fit, visits }];
    })
    .toSorted((a, b) => a.fit - b.fit || b.visits - a.visits || a.index - b.index)
    .map(({ row }) => row);
}

/** About once in the last week. */
const oftenFrom = 0.5;

type Folded = { name: string; all: string; parts: readonly string[] };

/** Thousands of names are looked through for each letter, and folded once. */
const foldedOf = new WeakMap<Row, Folded>();

function fold(row: Row): Folded {
  const known = foldedOf.get(row);
  if (known) return known;
  const name = foldText(row.name);
  const all = `${name} ${foldText(row.also ?? '')}`;
  const folded = { name, all, parts: all.split(/[\s@.,:…-]+/) };
  foldedOf.set(row, folded);
  return folded;
}

/** The smaller, the better; null where it does not fit. */
function fitOf(row: Row, words: readonly string[], visits: number): number | null {
  const [first = ''] = words;
  const { name, all, parts } = fold(row);
  const begins = (word: string): boolean => parts.some((part) => part.startsWith(word));
  if (!isSomebody(row)) {
    const isCommand = row.goal.type === 'command';
    if (!words.every(begins) || (isCommand && !isMeant(row, words))) return null;
    // A command that can't be taken back is nobody's first guess.
    if (row.goal.type === 'command' && row.goal.isDrastic) return 3;
    // Half a step behind somebody, as long as one seldom goes there.
    return (name.startsWith(first) ? 0 : 1) + (visits < oftenFrom ? 0.5 : 0);
  }
  if (!words.every((word) => all.includes(word))) return null;
  return name.startsWith(first) ? 0 : begins(first) ? 1 : 2;
}

/** The words begin its name in their order, or one of them stands for it; that much of one which is no other word. */
function isMeant(row: Row, words: readonly string[]): boolean {
  if (fold(row).name.startsWith(words.join(' '))) return true;
  const keywords = foldText(row.also ?? '').split(' ');
  return words.some((word) => keywords.some((one) => one === word || (word.length >= 4 && one.startsWith(word))));
}

/** Before any letter: back is one key away, then where one goes most, then the order of the list; the chat that is open comes last. */
export function byVisits(
  rows: readonly Row[],
  { trail, now, before, current }: { trail: Trail; now: number; before: string | undefined; current: string | null },
): Row[] {
  const placeOf = ({ goal }: Row): number => {
    const chatId = goal.type === 'chat' ? goal.chatId : null;
    if (chatId !== null && chatId === current) return 2;
    return chatId !== null && chatId === before ? 0 : 1;
  };
  const weights = new Map(rows.map((row) => [row, weightAt(trail.get(row.key), now)]));
  const weigh = (row: Row): number => weights.get(row) ?? 0;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other) || weigh(other) - weigh(one));
}
