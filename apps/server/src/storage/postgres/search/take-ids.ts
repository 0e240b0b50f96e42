import type { Queryable } from '../connections.ts';

/** So many ids after the wanted one are looked at together. */
const window = 16;

/** For each the first id from there on that nothing has; rising where those that are asked for rise. */
export async function takeIds(on: Queryable, firsts: readonly number[]): Promise<number[]> {
  if (firsts.length === 0) return [];
  const [[newest] = [0]] = await on.query<[number]>({
    name: 'confab_search_newest',
    text: 'select coalesce(max(id), 0) from search_docs',
    values: [],
  });
  const known = await takenNear(
    on,
    firsts.filter((first) => first <= newest),
  );
  const ids: number[] = [];
  for (const first of firsts) {
    let id = first;
    for (let looked = 0; known.has(id); looked += 1) id = looked < window ? id + 1 : await nextFree(on, id, known);
    known.add(id);
    ids.push(id);
  }
  return ids;
}

async function takenNear(on: Queryable, firsts: readonly number[]): Promise<Set<number>> {
  if (firsts.length === 0) return new Set();
  const asked = new Set(firsts.flatMap((first) => Array.from({ length: window + 1 }, (_, place) => first + place)));
  const rows = await on.query<[number]>({
    name: 'confab_search_taken',
    text: 'select id from search_docs where id = any($1::bigint[])',
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
    text: `select coalesce((select taken.id + 1 from search_docs as taken where taken.id >= $1
        and not exists (select 1 from search_docs where id = taken.id + 1) order by taken.id limit 1), $1)
      where exists (select 1 from search_docs where id = $1)`,
    values: [id],
  });
  return row?.[0] ?? id;
}
