import type { Message } from '@confab/protocol';
import { useChat, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';

export type SavedPlace = { id: string; chatId: string; seq: number; savedAt: string };

/** `waiting`: it has not come yet. `left`: its chat is not mine (any more). `gone`: another message stands in its place. */
export type SavedMessage = Message | 'waiting' | 'left' | 'gone';

/** The message as this person may see it now. */
export function useSavedMessage({ id, chatId, seq }: SavedPlace): SavedMessage {
  const chat = useChat(chatId);
  const areChatsLoaded = useClientState((state) => state.chatsLoaded);
  const message = useMessageAt(chatId, seq);

  if (chat === undefined) return areChatsLoaded ? 'left' : 'waiting';
  if (message === undefined) return 'waiting';
  return message?.id === id ? message : 'gone';
}
