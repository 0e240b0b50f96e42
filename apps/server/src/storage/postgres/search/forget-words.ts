import type { Queryable } from '../connections.ts';
import { numberOf } from './token-signs.ts';

/** What so many messages may have is not looked for in them. */
const rareMax = 256;

/** Of these tokens, which messages had until now, removes those that none has any more: what was deleted is gone from here too. */
export async function forgetWords(on: Queryable, signs: ReadonlySet<string>): Promise<void> {
  const gone = [...signs].flatMap((sign) => {
    const no = numberOf(sign);
    return no === null ? [] : [{ no, sign }];
  });
  if (gone.length === 0) return;
  await on.query({
    name: 'confab_search_forget',
    text: `delete from search_words where no in (
      select said.no from unnest($1::integer[], $2::text[]) as said (no, sign)
      join search_words as word on word.no = said.no and word.count <= ${rareMax}
      where not exists (select 1 from search_docs where string_to_array(tokens, null) @> array[said.sign]))`,
    values: [gone.map(({ no }) => no), gone.map(({ sign }) => sign)],
  });
}
