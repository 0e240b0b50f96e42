import type { Message, SearchHit } from '@confab/protocol';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { firstPage, longPage, newestHits, pagesUpTo, queryOf, type Ask } from './fetch-results.ts';
import type { Results } from './kept-results.ts';
import { newerThan, reconcile, withChange, withFresh } from './live-results.ts';
import { readSought, type Sought } from './match-words.ts';
import { useSearchActions } from './use-search-actions.ts';
import { watchNews } from './watch-news.ts';

export type Searching = {
  /** The last ones that came, which may be for other words than those that are there now. Null before the first. */
  results: Results | null;
  /** What is there was found for what is asked now. */
  isCurrent: boolean;
  isLoading: boolean;
  error: string | null;
  /** What was said since and is found too. `showFresh` shows it: nothing moves by itself. */
  fresh: readonly SearchHit[];
  showFresh: () => void;
  loadMore: () => void;
  /** So many, where there are as many. The last one that is there then; null where they can't be had. */
  loadTo: (count: number) => Promise<SearchHit | null>;
  retry: () => void;
};

const debounceMs = 180;

type State = {
  results: Results | null;
  fresh: readonly SearchHit[];
  /** Of the connection under which it was found or looked at last: what was told without one nobody heard. */
  liveSince: number | null;
  /** How often it was asked for anew. */
  turn: number;
  isLoading: boolean;
  error: string | null;
};
const nothing: State = { results: null, fresh: [], liveSince: null, turn: 0, isLoading: false, error: null };

/**
 * Searches a moment after the last letter, and again when the connection is back; `initial` is what was found before one went away.
 * What is there says what is so now: a change is heard, and looked for where it could not be.
 */
export function useResults(ask: Ask, initial: Results | null): Searching {
  const client = useClient();
  const actions = useSearchActions();
  const liveSince = useClientState(({ connection: { status, since } }) => (status === 'live' ? since : null));
  const asked = JSON.stringify([ask.query, ask.sort, ask.chatId]);
  const sought = useMemo(() => readSought(ask.query), [ask.query]);
  const [state, setState] = useState<State>({ ...nothing, results: initial });
  const [tries, setTries] = useState(0);
  const [turn, setTurn] = useState(0);
  const request = useRef<AbortController | null>(null);
  const { results, fresh } = state;
  const isCurrent = results?.asked === asked;

  /** What is told while an answer is on its way may be newer. */
  async function withTold(asking: Promise<Results>): Promise<Results> {
    const told: Message[] = [];
    const stop = client.onMessage(({ message }) => told.push(message));
    try {
      const found = await asking;
      return told.reduce((all, message) => withChange(all, message, sought), found);
    } finally {
      stop();
    }
  }

  const search = useEffectEvent(async (signal: AbortSignal) => {
    setState((before) => ({ ...before, isLoading: true, error: null }));
    try {
      const found = await withTold(firstPage(actions, ask, asked));
      if (!signal.aborted) setState({ ...nothing, results: found, liveSince, turn });
    } catch (reason) {
      if (!signal.aborted) setState((before) => ({ ...before, isLoading: false, error: failureText(reason) }));
    }
  });
  const isWanted = ask.query !== '' && (!isCurrent || state.turn !== turn) && liveSince !== null;
  const wanted = isWanted ? `${tries} ${turn} ${asked}` : null;
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

  const check = useEffectEvent(async (signal: AbortSignal) => {
    if (results === null) return;
    const now = await withTold(pagesUpTo(actions, ask, results));
    if (signal.aborted) return;
    setState((before) => {
      if (before.results?.asked !== asked) return before;
      const newer = ask.sort === 'newest' ? newerThan(before.results, now) : [];
      return { ...before, results: reconcile(before.results, now, ask.sort), fresh: newer, liveSince };
    });
  });
  const isToCheck = isCurrent && !isWanted && liveSince !== null && state.liveSince !== liveSince;
  useEffect(() => {
    if (!isToCheck) return;
    const stopped = new AbortController();
    // Where it can't be had, what was found stays, and the next connection looks again.
    const timer = setTimeout(() => void check(stopped.signal).catch(() => undefined), debounceMs);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [isToCheck]);

  const isKnown = useEffectEvent((id: string) =>
    [...(results?.hits ?? []), ...fresh].some(({ message }) => message.id === id),
  );
  const askNewest = useEffectEvent(() => newestHits(actions, ask));
  useEffect(
    () =>
      watchNews(client, {
        sought,
        chatId: isCurrent ? ask.chatId : undefined,
        isKnown: (id) => isKnown(id),
        ask: () => askNewest(),
        onFound: (hits) => setState((before) => ({ ...before, fresh: [...hits, ...before.fresh] })),
        onChange: (message) => setState((before) => changed(before, message, sought)),
      }),
    [client, sought, isCurrent, ask.chatId],
  );
  async function loadTo(count: number): Promise<SearchHit | null> {
    if (results === null || state.isLoading || !isCurrent) return null;
    const { signal } = (request.current = new AbortController());
    let { hits, nextCursor } = results;
    setState((before) => ({ ...before, isLoading: true, error: null }));
    try {
      while (nextCursor !== null && hits.length < count) {
        const page = await actions.search({ ...queryOf(ask), limit: longPage, after: nextCursor });
        if (signal.aborted) return null;
        ({ nextCursor } = page);
        hits = [...hits, ...page.hits];
        setState((before) => withPage(before, page));
      }
      setState((before) => ({ ...before, isLoading: false }));
      return hits.at(-1) ?? null;
    } catch (reason) {
      if (!signal.aborted) setState((before) => ({ ...before, isLoading: false, error: failureText(reason) }));
      return null;
    }
  }
  const loadMore = (): void => {
    if (results !== null && results.nextCursor !== null) void loadTo(results.hits.length + 1);
  };
  const retry = useCallback(() => setTries((count) => count + 1), []);
  const { sort } = ask;
  const showFresh = useCallback(() => {
    // By how well they fit only the server orders them.
    if (sort === 'best') return setTurn((count) => count + 1);
    setState((before) => ({
      ...before,
      results: before.results && withFresh(before.results, before.fresh),
      fresh: [],
    }));
  }, [sort]);
  return {
    results,
    isCurrent,
    isLoading: state.isLoading || (isWanted && state.error === null),
    error: state.error,
    fresh: isCurrent ? fresh : [],
    showFresh,
    loadMore,
    loadTo,
    retry,
  };
}

function withPage(
  before: State,
  { hits, nextCursor, isWhole }: Pick<Results, 'hits' | 'nextCursor' | 'isWhole'>,
): State {
  const { results } = before;
  return results === null
    ? before
    : { ...before, results: { ...results, hits: [...results.hits, ...hits], nextCursor, isWhole } };
}

function changed(before: State, message: Message, sought: Sought): State {
  if (before.results === null) return before;
  const results = withChange(before.results, message, sought);
  const { hits } = withChange({ ...before.results, hits: before.fresh }, message, sought);
  const isSame = hits.length === before.fresh.length && hits.every((hit, index) => hit === before.fresh[index]);
  return isSame && results === before.results ? before : { ...before, results, fresh: hits };
}
