import { useCallback, useSyncExternalStore } from 'react';
import { useClient } from '../../session/client.ts';
import { readDraft, readReply, watchDraft, writeDraft } from './drafts.ts';

export function useDraft(chatId: string): [text: string, write: (text: string) => void] {
  const client = useClient();
  const text = useSyncExternalStore(
    useCallback((listener) => watchDraft(client, chatId, listener), [client, chatId]),
    () => readDraft(client, chatId),
  );
  return [text, useCallback((next) => writeDraft(client, chatId, next), [client, chatId])];
}

/** The place of the message that the draft of a chat answers. */
export function useReply(chatId: string): number | null {
  const client = useClient();
  return useSyncExternalStore(
    useCallback((listener) => watchDraft(client, chatId, listener), [client, chatId]),
    () => readReply(client, chatId),
  );
}
