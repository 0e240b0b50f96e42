import { standInsMax } from '../../search/plan.ts';
import type { IndexQuery } from '../../search/search-index.ts';
import type { Queryable } from '../connections.ts';
import type { Numbered } from './search-words.ts';

/** Who is in more chats than so many is not told to the index by their names. */
const chatsMax = 200;

/** What is known of the words of a search, and of the chats of who asks. */
export interface KnownWords {
  byText: ReadonlyMap<string, Numbered>;
  /** Words that hold the key of this place, or begin with it: those that are said most. */
  standIns: readonly Numbered[][];
  /** Chats by the number of their fact, those in which something was said; null: they are too many. */
  chats: readonly Numbered[] | null;
}

/** `place`: of the key that it stands in for; 0 for a word as it was asked for, null for a chat. */
type Row = [place: number | null, no: number | null, word: string | null, count: number];

/** In one statement, since each more would be one more way to the database. */
const text = `with mine as materialized (select chat_id from members
    where user_id = $4 and ($5::text is null or chat_id = $5) and position('~' in chat_id) = 0 limit ${chatsMax + 1})
  select 0 as place, no, term, count from search_terms where term = any($1::text[])
  union all select key.place::integer, word.no, word.term, word.count
    from unnest($2::text[]) with ordinality as key (text, place) cross join lateral (
      -- Without three characters (some scripts write two units for each) all words are looked at.
      select no, term, count from search_terms where search_parts(term) @> coalesce(search_parts(key.text), '{}')
        and char_length(term) >= 3 and position(':' in term) = 0 and position(key.text in term) > 0
      order by count desc, term limit ${standInsMax}) as word
  union all select -key.place::integer, word.no, word.term, word.count
    from unnest($3::text[]) with ordinality as key (text, place) cross join lateral (
      -- Facts stand among the words.
      select no, term, count from search_terms where term >= key.text and term < key.text || U&'\\+10FFFF'
        and position(':' in term) = 0
      order by count desc, term limit ${standInsMax}) as word
  union all select null, search_terms.no, null, search_terms.count from mine
    join search_terms on search_terms.term = 'chat:' || mine.chat_id where (select count(*) from mine) <= ${chatsMax}
  union all select null, null, null, count(*)::integer from mine`;

export async function readWords(
  on: Queryable,
  { userId, chatId, keys }: IndexQuery,
  words: readonly string[],
): Promise<KnownWords> {
  const parts = keys.filter(({ kind }) => kind === 'part');
  const starts = keys.filter(({ kind }) => kind === 'start');
  const textsOf = (some: typeof keys): string[] => some.map((key) => key.text);
  const rows = await on.query<Row>({
    name: 'confab_search_words',
    text,
    values: [[...words], textsOf(parts), textsOf(starts), userId, chatId],
  });
  const byText = new Map<string, Numbered>();
  const standIns: Numbered[][] = keys.map(() => []);
  const chats: Numbered[] = [];
  let chatCount = 0;
  for (const [place, no, word, count] of rows) {
    if (no === null) chatCount = count;
    else if (place === null) chats.push({ no, word: '', count });
    else if (word !== null && place === 0) byText.set(word, { no, word, count });
    else if (word !== null) {
      const key = place > 0 ? parts[place - 1] : starts[-place - 1];
      if (key) standIns[keys.indexOf(key)]?.push({ no, word, count });
    }
  }
  return { byText, standIns, chats: chatCount > chatsMax ? null : chats };
}
