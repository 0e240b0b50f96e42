import { useEffect, useRef } from 'react';

/** Back from a chat, the keyboard goes on at that chat in the list, not at the top of the page. */
export function useFocusOnReturn(chatId: string | null, isHome: boolean): void {
  const lastChatId = useRef<string | null>(null);
  useEffect(() => {
    if (chatId !== null) lastChatId.current = chatId;
    else if (isHome && lastChatId.current !== null && document.activeElement === document.body) {
      chatRow(lastChatId.current)?.focus();
    }
  }, [chatId, isHome]);
}

function chatRow(chatId: string): HTMLElement | null {
  const row = document.querySelector<HTMLElement>(`[data-chat-id="${CSS.escape(chatId)}"]`);
  return row ?? document.querySelector<HTMLElement>('[data-chat-id]');
}
