import type { Known } from '../../search/plan.ts';
import type { Queryable } from '../connections.ts';

/** A word as the index knows it; in how many messages it is, about. */
export interface Numbered extends Known {
  no: number;
}

/** A new word is in so many messages, until more is known. */
const countAtFirst = 1;

/** Numbers of these words; those that were never said get one. Only one transaction of all nodes does it at a time. */
export async function numberWords(on: Queryable, words: ReadonlySet<string>): Promise<Map<string, number>> {
  if (words.size === 0) return new Map();
  const known = await on.query<[string, number]>({
    name: 'confab_search_known',
    text: 'select term, no from search_terms where term = any($1::text[])',
    values: [[...words]],
  });
  const numbers = new Map(known);
  const fresh = [...words].filter((word) => !numbers.has(word));
  if (fresh.length === 0) return numbers;
  const added = await on.query<[string, number]>({
    name: 'confab_search_new',
    text: `insert into search_terms (term, count) select term, ${countAtFirst} from unnest($1::text[]) as term returning term, no`,
    values: [fresh],
  });
  for (const [word, no] of added) numbers.set(word, no);
  return numbers;
}

/** In so many more messages, or fewer. */
export async function countWords(on: Queryable, counts: ReadonlyMap<number, number>): Promise<void> {
  if (counts.size === 0) return;
  const numbers = [...counts.keys()].toSorted((one, other) => one - other);
  await on.query({
    name: 'confab_search_count',
    text: `update search_terms set count = greatest(0, search_terms.count + said.count)
      from unnest($1::integer[], $2::integer[]) as said (no, count) where search_terms.no = said.no`,
    values: [numbers, numbers.map((no) => counts.get(no) ?? 0)],
  });
}
