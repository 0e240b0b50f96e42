import type { RestClient } from '@confab/client';
import type { User } from '@confab/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { foldText } from '../../lib/fold-text.ts';
import { useClient } from '../../session/client.ts';

type Found = {
  /** What these people were found for, null before the first answer. */
  query: string | null;
  users: readonly User[];
  nextCursor: string | null;
  error: string | null;
  isLoading: boolean;
};

const debounceMs = 150;
const pageSize = 30;
const nothing: Found = { query: null, users: [], nextCursor: null, error: null, isLoading: true };

/** People by a part of their name, asked of the server a moment after the last keystroke, page by page. */
export function usePeopleSearch(query: string) {
  const { rest } = useClient();
  const [found, setFound] = useState<Found>(nothing);
  const wanted = query.trim();
  const request = useRef<AbortController | null>(null);

  const load = useCallback(
    async (cursor: string | null, isQuiet = false) => {
      request.current?.abort();
      const current = new AbortController();
      request.current = current;
      if (!isQuiet) setFound((before) => ({ ...before, isLoading: true, error: null }));
      const page = await fetchPage(rest, { query: wanted, cursor, signal: current.signal }).catch((error: unknown) =>
        failureText(error),
      );
      if (current.signal.aborted || (isQuiet && typeof page === 'string')) return;
      setFound((before) => {
        const earlier = cursor === null ? [] : before.users;
        if (typeof page === 'string')
          return { ...nothing, query: wanted, users: earlier, isLoading: false, error: page };
        const users = [...earlier, ...page.users];
        return { query: wanted, users, nextCursor: page.nextCursor, error: null, isLoading: false };
      });
    },
    [rest, wanted],
  );

  useEffect(() => {
    const timer = setTimeout(() => void load(null), wanted === '' ? 0 : debounceMs);
    return () => {
      clearTimeout(timer);
      request.current?.abort();
    };
  }, [load, wanted]);

  const { nextCursor } = found;
  const isStale = found.query !== wanted;
  const isLoading = found.isLoading || isStale;
  // What was found for the letters before stays on screen meanwhile, but nobody who does not fit the new ones.
  const users = isStale ? found.users.filter((user) => fits(user, wanted)) : found.users;
  const loadMore = useCallback(() => {
    if (nextCursor !== null && !isLoading) void load(nextCursor);
  }, [load, nextCursor, isLoading]);
  /** Asks anew for the first page; what is shown stays until the answer is there. */
  const refresh = useCallback(() => void load(null, true), [load]);
  return { ...found, users, isLoading, loadMore, refresh };
}

function fits({ displayName, username }: User, query: string): boolean {
  return foldText(`${displayName} ${username}`).includes(foldText(query));
}

type Wanted = { query: string; cursor: string | null; signal: AbortSignal };

function fetchPage(rest: RestClient, { query, cursor, signal }: Wanted) {
  return rest.users({ limit: pageSize, ...(query && { query }), ...(cursor && { cursor }) }, { signal });
}
