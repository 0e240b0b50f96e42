import type { ConfabClient, PendingUpload } from '@confab/client';
import { useCallback, useSyncExternalStore } from 'react';
import { useClient } from '../../session/client.ts';
import { readDraft, readFiles, readReply, watchDraft, writeDraft } from './drafts.ts';

export function useDraft(chatId: string): [text: string, write: (text: string) => void] {
  const client = useClient();
  const text = useOfDraft(chatId, readDraft);
  return [text, useCallback((next) => writeDraft(client, chatId, next), [client, chatId])];
}

/** The place of the message that the draft of a chat answers. */
export function useReply(chatId: string): number | null {
  return useOfDraft(chatId, readReply);
}

/** What goes along with the draft of a chat. */
export function useFiles(chatId: string): readonly PendingUpload[] {
  return useOfDraft(chatId, readFiles);
}

function useOfDraft<Part>(chatId: string, read: (client: ConfabClient, chatId: string) => Part): Part {
  const client = useClient();
  return useSyncExternalStore(
    useCallback((listener) => watchDraft(client, chatId, listener), [client, chatId]),
    () => read(client, chatId),
  );
}
