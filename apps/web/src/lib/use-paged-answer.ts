import { useCallback, useEffect, useRef, useState } from 'react';
import { failureText } from './failure-text.ts';

/** One page of a list that the server answers by cursor. */
export type AnswerPage<Item> = { items: readonly Item[]; nextCursor: string | null; count?: number };

export type PagedAnswer<Item> = {
  items: readonly Item[];
  /** Of all, where the server tells. */
  count: number | null;
  error: string | null;
  /** Nothing is said to be missing meanwhile. */
  isLoading: boolean;
  hasMore: boolean;
  loadMore: () => void;
  /** Asks anew for the first page; what is shown stays until it is there. */
  reload: () => void;
};

const debounceMs = 150;
type State<Item> = Pick<PagedAnswer<Item>, 'items' | 'count' | 'error' | 'isLoading'> & { nextCursor: string | null };

/** Asked anew a moment after `load` became another: one that holds what is typed changes with each letter. */
export function usePagedAnswer<Item>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<AnswerPage<Item>>,
): PagedAnswer<Item> {
  const [state, setState] = useState<State<Item>>({
    items: [],
    count: null,
    error: null,
    isLoading: true,
    nextCursor: null,
  });
  const request = useRef<AbortController | null>(null);
  const isFirst = useRef(true);
  const fetchPage = useCallback(
    async (cursor: string | null) => {
      request.current?.abort();
      const current = new AbortController();
      request.current = current;
      setState((before) => ({ ...before, isLoading: true, error: null }));
      try {
        const { items, nextCursor, count = null } = await load(cursor, current.signal);
        if (current.signal.aborted) return;
        setState((before) => ({
          items: cursor === null ? items : [...before.items, ...items],
          count,
          nextCursor,
          error: null,
          isLoading: false,
        }));
      } catch (reason) {
        if (current.signal.aborted) return;
        setState((before) => ({ ...before, error: failureText(reason), isLoading: false }));
      }
    },
    [load],
  );
  useEffect(() => {
    const timer = setTimeout(() => void fetchPage(null), isFirst.current ? 0 : debounceMs);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      request.current?.abort();
    };
  }, [fetchPage]);
  const { nextCursor, ...shown } = state;
  return {
    ...shown,
    hasMore: nextCursor !== null,
    loadMore: () => void fetchPage(nextCursor),
    reload: () => void fetchPage(null),
  };
}
