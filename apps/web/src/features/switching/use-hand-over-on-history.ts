import { useEffect, useEffectEvent } from 'react';
import { useClient } from '../../session/client.ts';
import { addressedChat, handOverToChat } from './hand-over.ts';

/** Back and forward switch chats too. */
export function useHandOverOnHistory(): void {
  const client = useClient();
  const onPop = useEffectEvent(() => {
    const chatId = addressedChat();
    const isTypingThere = document.activeElement?.matches('textarea, body') ?? false;
    if (chatId !== null && isTypingThere && client.getState().chats.has(chatId)) handOverToChat(client, chatId);
  });
  useEffect(() => {
    const listen = (): void => onPop();
    window.addEventListener('popstate', listen);
    return () => window.removeEventListener('popstate', listen);
  }, []);
}
