import type { Queryable } from '../connections.ts';

/** So many ids after the wanted one are looked at together. */
const window = 16;

/** Ends of runs of taken ids are kept for so many times. */
const endsMax = 20_000;

/** Ids that rise with the time of their message, none twice. */
export class DocumentIds {
  /** Behind the last id that was taken for a time: where much was said in one millisecond, its run is not gone through each time. */
  readonly #ends = new Map<number, number>();

  /** The index was emptied: no id is taken any more. */
  forget(): void {
    this.#ends.clear();
  }

  /** For each the first id from there on that nothing has, as far as is known; rising where those that are asked for rise. */
  async take(on: Queryable, firsts: readonly number[]): Promise<number[]> {
    if (firsts.length === 0) return [];
    const [[newest] = [0]] = await on.query<[number]>({
      name: 'confab_search_newest',
      text: 'select coalesce(max(id), 0) from search_said',
      values: [],
    });
    const starts = firsts.map((first) => this.#ends.get(first) ?? first);
    const known = await takenNear(
      on,
      starts.filter((start) => start <= newest),
    );
    if (this.#ends.size > endsMax) this.#ends.clear();
    const ids: number[] = [];
    for (const [place, first] of firsts.entries()) {
      const start = this.#ends.get(first) ?? first;
      let id = start;
      for (let looked = 0; known.has(id); looked += 1) id = looked < window ? id + 1 : await nextFree(on, id, known);
      known.add(id);
      ids[place] = id;
      this.#ends.set(first, id + 1);
    }
    return ids;
  }
}

async function takenNear(on: Queryable, firsts: readonly number[]): Promise<Set<number>> {
  if (firsts.length === 0) return new Set();
  const asked = new Set(firsts.flatMap((first) => Array.from({ length: window + 1 }, (_, place) => first + place)));
  const rows = await on.query<[number]>({
    name: 'confab_search_taken',
    text: 'select id from search_said where id = any($1::bigint[])',
    values: [[...asked]],
  });
  return new Set(rows.map(([id]) => id));
}

/** Beyond what was looked at together. */
async function nextFree(on: Queryable, from: number, taken: ReadonlySet<number>): Promise<number> {
  let id = from + 1;
  while (taken.has(id)) id += 1;
  const [row] = await on.query<[number]>({
    name: 'confab_search_next_free',
    text: `select coalesce((select taken.id + 1 from search_said as taken where taken.id >= $1
        and not exists (select 1 from search_said where id = taken.id + 1) order by taken.id limit 1), $1)
      where exists (select 1 from search_said where id = $1)`,
    values: [id],
  });
  return row?.[0] ?? id;
}
