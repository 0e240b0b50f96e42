/** Tokens of which one is in the message, by their numbers, and how many messages have one, about. */
export interface NumberedGroup {
  anyOf: readonly number[];
  count: number;
}

/** How candidates are come by. */
export type Look =
  /** The index of tokens tells which messages have `looked`; these are read, held against `checked`, and put in order. */
  | { kind: 'up'; looked: NumberedGroup[]; checked: NumberedGroup[] }
  /** So many messages are gone through by their time, and held against `checked`. */
  | { kind: 'through'; messages: number; checked: NumberedGroup[] };

export interface Sizes {
  /** Messages of all, and those that the person may see. */
  all: number;
  seen: number;
  /** Candidates that are wanted. */
  limit: number;
}

/**
 * What it costs in microseconds, as PostgreSQL 18 took it with a million messages on two cores: a place in the index; a message that it
 * names, each somewhere else in its table; one of those that are gone through by their time, which others were just before.
 */
const [placeCost, rowCost, goneCost] = [0.006, 2, 0.5];
/** Messages that one look goes through by their time. */
const looksMax = 12_000;
const looksMin = 256;

/**
 * The cheaper way. `chats` are those of the person, where they are few: they are asked of the index as words are, if they leave out
 * enough. Whoever is in none of them is checked for each candidate in any case.
 */
export function chooseLook(
  groups: readonly NumberedGroup[],
  chats: NumberedGroup | null,
  { all, seen, limit }: Sizes,
): Look {
  const shareOf = ({ count }: { count: number }): number => Math.min(1, count / all);
  const [rarest, ...others] = [...groups, ...(chats ? [chats] : [])].toSorted((one, other) => one.count - other.count);
  const expected = groups.reduce((sum, group) => sum * shareOf(group), Math.min(all, seen));
  const gone = Math.min(all, (limit * all) / Math.max(1, expected));
  const through: Look = {
    kind: 'through',
    // Not evenly said: twice as many as would do.
    messages: Math.ceil(Math.min(looksMax, Math.max(looksMin, gone * 2))),
    checked: [...groups],
  };
  if (!rarest) return through;
  const looked = [rarest];
  let rows = rarest.count;
  let cost = rarest.count * placeCost;
  for (const group of others) {
    // A word that nearly all have costs more to look up than it leaves out.
    if (group.count * placeCost > rows * (1 - shareOf(group)) * rowCost) break;
    looked.push(group);
    cost += group.count * placeCost;
    rows *= shareOf(group);
  }
  cost += rows * rowCost;
  if (cost > gone * goneCost) return through;
  return { kind: 'up', looked, checked: groups.filter((group) => !looked.includes(group)) };
}
