import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { isComposing } from '../../lib/is-composing.ts';
import { catchKeys, dropKeys } from '../../lib/key-catcher.ts';
import { useChatsByRecency, useClient } from '../session/client.ts';
import { addressedChat, handOverToChat, jumpGoal } from '../switching/hand-over.ts';
import { useGoToChat } from '../switching/use-go-to.ts';

export type Overlay = 'jump' | 'keys';

/** The keys that work everywhere: Ctrl/Cmd+K, Alt+↑/↓ and `?`. */
export function useWorkspaceKeys() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const closeOverlay = useCallback(() => {
    dropKeys(jumpGoal);
    setOverlay(null);
  }, []);
  const chats = useChatsByRecency();
  const goToChat = useGoToChat();
  useHandOverOnHistory();

  const openOverlay = useCallback((next: Overlay) => {
    if (next === 'jump') catchKeys(jumpGoal);
    setOverlay(next);
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (isComposing(event)) return;
      const isJump =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
      const step = event.altKey && !event.ctrlKey && !isInDialog(event.target) ? stepOf(event.key) : 0;
      if (isJump && overlay === 'jump') closeOverlay();
      else if (isJump) openOverlay('jump');
      else if (isForList(event)) openOverlay('keys');
      else if (step !== 0) goBy(step);
      else return;
      event.preventDefault();
    }
    function goBy(step: number): void {
      // Of the address, not of the page: the key may be pressed again before the page has followed.
      const current = addressedChat();
      const index = chats.findIndex(({ id }) => id === current);
      const next = chats[nextIndex(index, step, chats.length)]?.id;
      if (next !== undefined && next !== current) goToChat(next);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [chats, overlay, openOverlay, closeOverlay, goToChat]);

  return { overlay, openOverlay, closeOverlay };
}

/** Back and forward switch chats too. */
function useHandOverOnHistory(): void {
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

function stepOf(key: string): number {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
}

function nextIndex(index: number, step: number, length: number): number {
  if (index < 0) return 0;
  return Math.min(length - 1, Math.max(0, index + step));
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
  );
}

/** With a chat open one is always writing, and a "?" is for the message. On some keyboards "/" needs Shift. */
function isForList({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key === '?') return !isTyping(target);
  return key === '/' && (ctrlKey || metaKey) && !altKey && !isInDialog(target);
}
