import { type IndexKey, partMin } from '@confab/text/search';
import { type Known, standInsMax } from '../../search/plan.ts';
import type { Queryable } from '../connections.ts';

/** A word as the index knows it. */
export interface Numbered extends Known {
  no: number;
}

/** Of a word that may hold what is looked for: every three characters that follow each other. */
function partsOf(word: string): string[] {
  const parts = new Set<string>();
  for (let at = 0; at + partMin <= word.length; at += 1) parts.add(word.slice(at, at + partMin));
  return [...parts];
}

/** Words that hold the key, or begin with it: those that are said most. */
export async function findStandIns(on: Queryable, { kind, text }: IndexKey): Promise<Numbered[]> {
  const isPart = kind === 'part' && text.length >= partMin;
  const found = await on.query<[number, string, number]>(
    isPart
      ? {
          name: 'confab_search_parts',
          text: `select no, word, count from search_words where parts @> $1::text[] and position($2 in word) > 0
            order by count desc, word limit ${standInsMax}`,
          values: [partsOf(text), text],
        }
      : {
          name: 'confab_search_starts',
          // Facts and signs stand among the words.
          text: `select no, word, count from search_words where word >= $1 and word < $2 and parts is not null
            order by count desc, word limit ${standInsMax}`,
          values: [text, `${text}\u{10ffff}`],
        },
  );
  return found.map(([no, word, count]) => ({ no, word, count }));
}

export async function findNumbers(on: Queryable, words: readonly string[]): Promise<Map<string, Numbered>> {
  if (words.length === 0) return new Map();
  const found = await on.query<[number, string, number]>({
    name: 'confab_search_words',
    text: 'select no, word, count from search_words where word = any($1::text[])',
    values: [[...words]],
  });
  return new Map(found.map(([no, word, count]) => [word, { no, word, count }]));
}

/** Numbers of these tokens, of which each is in so many messages more. Of words that are written as such the parts are kept too. */
export async function countWords(
  on: Queryable,
  counts: ReadonlyMap<string, number>,
  vocabulary: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const words = [...counts.keys()].toSorted();
  if (words.length === 0) return new Map();
  const found = await on.query<[number, string]>({
    name: 'confab_search_count',
    text: `insert into search_words (word, count, parts)
      select word, count, parts::text[] from unnest($1::text[], $2::bigint[], $3::text[]) as said (word, count, parts)
      on conflict (word) do update set count = search_words.count + excluded.count returning no, word`,
    values: [
      words,
      words.map((word) => counts.get(word) ?? 0),
      // Of letters and digits alone: nothing in them needs to be escaped.
      words.map((word) => (vocabulary.has(word) ? `{${partsOf(word).join(',')}}` : null)),
    ],
  });
  return new Map(found.map(([no, word]) => [word, no]));
}
