import type { Queryable } from '../connections.ts';
import { signOf, writeNumber } from './token-signs.ts';

/** What so many messages may have is not looked for in them. */
const rareMax = 256;

/** Of these numbers, which messages had until now, removes those that none has any more: what was deleted is gone from here too. */
export async function forgetWords(on: Queryable, numbers: ReadonlySet<number>): Promise<void> {
  if (numbers.size === 0) return;
  const gone = [...numbers];
  await on.query({
    name: 'confab_search_forget',
    text: `delete from search_terms where no in (
      select said.no from unnest($1::integer[], $2::text[], $3::text[]) as said (no, sign, written)
      join search_terms as term on term.no = said.no and term.count <= ${rareMax}
      where not exists (select 1 from search_said
        where string_to_array(tokens, null) @> array[said.sign] and position(said.written in tokens) > 0))`,
    values: [gone, gone.map(signOf), gone.map(writeNumber)],
  });
}
