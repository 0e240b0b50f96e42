import { createSearchActions, type SearchActions } from '@confab/client/search';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { useClient, useClientState } from '../../session/client.ts';
import type { Results } from './kept-results.ts';
import type { SearchSort } from './search-address.ts';

export type Ask = {
  query: string;
  sort: SearchSort;
  chatId?: string | undefined;
  /** What hits are counted of, by chat: without the chats that one looks in. The query unless set. */
  counted?: string;
};

export type Searching = {
  /** The last ones that came, which may be for other words than those that are there now. Null before the first. */
  results: Results | null;
  /** What is there was found for what is asked now. */
  isCurrent: boolean;
  isLoading: boolean;
  error: string | null;
  loadMore: () => void;
  retry: () => void;
};

const debounceMs = 180;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

type State = { results: Results | null; isLoading: boolean; error: string | null };

/** Searches a moment after the last letter, and again when the connection is back; `initial` is what was found before one went away. */
export function useResults(ask: Ask, initial: Results | null): Searching {
  const actions = useSearchActions();
  const isLive = useClientState((state) => state.connection.status === 'live');
  const asked = JSON.stringify([ask.query, ask.sort, ask.chatId]);
  const [state, setState] = useState<State>({ results: initial, isLoading: false, error: null });
  const [tries, setTries] = useState(0);
  const request = useRef<AbortController | null>(null);
  const isCurrent = state.results?.asked === asked;

  const search = useEffectEvent(async (signal: AbortSignal) => {
    setState((before) => ({ ...before, isLoading: true, error: null }));
    try {
      const results = await firstPage(actions, ask, asked);
      if (!signal.aborted) setState({ results, isLoading: false, error: null });
    } catch (reason) {
      if (!signal.aborted) setState((before) => ({ ...before, isLoading: false, error: failureText(reason) }));
    }
  });
  const isWanted = ask.query !== '' && !isCurrent && isLive;
  const wanted = isWanted ? `${tries} ${asked}` : null;
  useEffect(() => {
    request.current?.abort();
    if (wanted === null) return;
    const { signal } = (request.current = new AbortController());
    const timer = setTimeout(() => void search(signal), debounceMs);
    return () => {
      clearTimeout(timer);
      request.current?.abort();
    };
  }, [wanted]);

  const { results } = state;
  async function loadMore(): Promise<void> {
    const after = results?.nextCursor ?? null;
    if (results === null || after === null || state.isLoading || !isCurrent) return;
    const { signal } = (request.current = new AbortController());
    setState((before) => ({ ...before, isLoading: true, error: null }));
    try {
      const { hits, nextCursor, isWhole } = await actions.search({ ...queryOf(ask), after });
      if (signal.aborted) return;
      const more = { ...results, hits: [...results.hits, ...hits], nextCursor, isWhole };
      setState({ results: more, isLoading: false, error: null });
    } catch (reason) {
      if (!signal.aborted) setState((before) => ({ ...before, isLoading: false, error: failureText(reason) }));
    }
  }
  const retry = useCallback(() => setTries((count) => count + 1), []);
  return {
    ...state,
    isCurrent,
    isLoading: state.isLoading || (isWanted && state.error === null),
    loadMore: () => void loadMore(),
    retry,
  };
}

export function useSearchActions(): SearchActions {
  const { rest } = useClient();
  return useMemo(() => createSearchActions(rest), [rest]);
}

function queryOf({ query, sort, chatId }: Ask) {
  return { query, sort, zone, ...(chatId !== undefined && { chatId }) };
}

async function firstPage(actions: SearchActions, ask: Ask, asked: string): Promise<Results> {
  const { sort: _sort, ...own } = queryOf(ask);
  const counted = { ...own, query: ask.counted ?? ask.query };
  const [page, counts] = await Promise.all([
    pageWithHits(actions, ask),
    // Without them there is still what was found.
    (counted.query === '' ? Promise.resolve(null) : actions.countSearch(counted)).catch(() => null),
  ]);
  return { asked, counts, ...page };
}

/** A page may be empty and go on: what it looked through was nothing that this person may see. */
async function pageWithHits(actions: SearchActions, ask: Ask): Promise<Omit<Results, 'asked' | 'counts'>> {
  let page = await actions.search(queryOf(ask));
  for (let turn = 0; page.hits.length === 0 && page.nextCursor !== null && turn < emptyPagesMax; turn++)
    page = await actions.search({ ...queryOf(ask), after: page.nextCursor });
  const { hits, nextCursor, unknown, isWhole } = page;
  return { hits, nextCursor, unknown, isWhole };
}

const emptyPagesMax = 3;
