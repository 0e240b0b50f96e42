import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { useChat, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';

/** Where it stands. `isIt` tells whether the message that stands there now is the one that was meant. */
export type KeptPlace = { chatId: string; seq: number; isIt: (message: Message) => boolean };

/** `waiting`: it has not come yet. `left`: its chat is not mine (any more). `gone`: another message stands in its place. */
export type KeptMessage = Message | 'waiting' | 'left' | 'gone';

/** The message as this person may see it now. */
export function useKeptMessage({ chatId, seq, isIt }: KeptPlace): KeptMessage {
  const chat = useChat(doorOf(chatId));
  const areChatsLoaded = useClientState((state) => state.chatsLoaded);
  const message = useMessageAt(chatId, seq);

  if (chat === undefined) return areChatsLoaded ? 'left' : 'waiting';
  if (message === undefined) return 'waiting';
  return message !== null && isIt(message) ? message : 'gone';
}
