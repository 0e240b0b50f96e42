import { foldText } from '../../lib/fold-text.ts';
import { weightAt, type Trail } from '../../lib/kept-trail.ts';
import { isSomebody, type Row } from './rows.ts';

/**
 * The rows that hold every word of the query: names that begin with it before words that do before the rest; among these what one goes
 * to most. Pages and commands are found by the beginnings of their words alone: there are few, and "an" is in half of them.
 */
export function rankRows(rows: readonly Row[], query: string, { trail, now }: { trail: Trail; now: number }): Row[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  return rows
    .flatMap((row, index) => {
      const fit = fitOf(row, words);
      return fit === null ? [] : [{ row, index, fit, visits: weightAt(trail.get(row.key), now) }];
    })
    .toSorted((a, b) => a.fit - b.fit || b.visits - a.visits || a.index - b.index)
    .map(({ row }) => row);
}

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
function fitOf(row: Row, words: readonly string[]): number | null {
  const [first = ''] = words;
  const { name, all, parts } = fold(row);
  const begins = (word: string): boolean => parts.some((part) => part.startsWith(word));
  if (!isSomebody(row)) {
    if (!words.every(begins)) return null;
    // A command that can't be taken back is nobody's first guess.
    return row.goal.type === 'command' && row.goal.isDrastic ? 3 : name.startsWith(first) ? 0.5 : 1.5;
  }
  if (!words.every((word) => all.includes(word))) return null;
  return name.startsWith(first) ? 0 : begins(first) ? 1 : 2;
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
