import type { SearchActions } from '@confab/client/search';
import type { Results } from './kept-results.ts';
import type { SearchSort } from './search-address.ts';

export type Ask = {
  query: string;
  sort: SearchSort;
  chatId?: string | undefined;
  /** What hits are counted of, by chat: without the chats that one looks in. The query unless set. */
  counted?: string;
};

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const emptyPagesMax = 3;
/** As long as a page may be. */
export const longPage = 50;
const checkedPagesMax = 6;

export function queryOf({ query, sort, chatId }: Ask) {
  return { query, sort, zone, ...(chatId !== undefined && { chatId }) };
}

export async function firstPage(actions: SearchActions, ask: Ask, asked: string): Promise<Results> {
  const [page, counts] = await Promise.all([pageWithHits(actions, ask), countsOf(actions, ask)]);
  return { asked, counts, ...page };
}

/** The first pages as they are now, as far as somebody has come who saw `count` hits. */
export async function pagesUpTo(actions: SearchActions, ask: Ask, known: Results): Promise<Results> {
  const [first, counts] = await Promise.all([
    actions.search({ ...queryOf(ask), limit: longPage }),
    countsOf(actions, ask),
  ]);
  let { hits, nextCursor } = first;
  for (let page = 1; hits.length < known.hits.length && nextCursor !== null && page < checkedPagesMax; page++) {
    const next = await actions.search({ ...queryOf(ask), limit: longPage, after: nextCursor });
    hits = [...hits, ...next.hits];
    ({ nextCursor } = next);
  }
  const { unknown, isWhole } = first;
  return { asked: known.asked, hits, nextCursor, unknown, isWhole, counts };
}

/** The newest that are found, whatever the order. */
export async function newestHits(actions: SearchActions, ask: Ask): Promise<Results['hits']> {
  return (await actions.search({ ...queryOf(ask), sort: 'newest', limit: longPage })).hits;
}

/** Without them there is still what was found. */
async function countsOf(actions: SearchActions, ask: Ask): Promise<Results['counts']> {
  const { sort: _sort, ...own } = queryOf(ask);
  const query = ask.counted ?? ask.query;
  return query === '' ? null : await actions.countSearch({ ...own, query }).catch(() => null);
}

/** A page may be empty and go on: what it looked through was nothing that this person may see. */
async function pageWithHits(actions: SearchActions, ask: Ask): Promise<Omit<Results, 'asked' | 'counts'>> {
  let page = await actions.search(queryOf(ask));
  for (let turn = 0; page.hits.length === 0 && page.nextCursor !== null && turn < emptyPagesMax; turn++)
    page = await actions.search({ ...queryOf(ask), after: page.nextCursor });
  const { hits, nextCursor, unknown, isWhole } = page;
  return { hits, nextCursor, unknown, isWhole };
}
