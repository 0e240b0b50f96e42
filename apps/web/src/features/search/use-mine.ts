import { useMemo } from 'react';
import { useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import type { Results } from './kept-results.ts';
import { ofChats } from './live-results.ts';

/** Only of chats that are mine by now: what is left takes with it what was found there. */
export function useMine(results: Results | null): Results | null {
  const areLoaded = useClientState(({ chatsLoaded }) => chatsLoaded);
  const chatIds = useClientState(
    useMemo(
      () =>
        selectList(
          ({ chats }) => [chats],
          ({ chats }) => [...chats.keys()],
        ),
      [],
    ),
  );
  return useMemo(
    () => (areLoaded && results !== null ? ofChats(results, new Set(chatIds)) : results),
    [areLoaded, results, chatIds],
  );
}
