import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { chatPath } from '../../app/place.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { useChatsByRecency } from '../session/client.ts';

export type Overlay = 'jump' | 'keys';

/** The keys that work everywhere: Ctrl/Cmd+K, Alt+↑/↓ and `?`. */
export function useWorkspaceKeys(chatId: string | null) {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const closeOverlay = useCallback(() => setOverlay(null), []);
  const chats = useChatsByRecency();
  const navigate = useNavigate();

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (isComposing(event)) return;
      const isJump =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
      const step = event.altKey && !event.ctrlKey ? stepOf(event.key) : 0;
      if (isJump) setOverlay((current) => (current === 'jump' ? null : 'jump'));
      else if (event.key === '?' && !isTyping(event.target)) setOverlay('keys');
      else if (step !== 0)
        goTo(
          chats[
            nextIndex(
              chats.findIndex(({ id }) => id === chatId),
              step,
              chats.length,
            )
          ]?.id,
        );
      else return;
      event.preventDefault();
    }
    function goTo(id: string | undefined): void {
      if (id !== undefined && id !== chatId) void navigate(chatPath(id));
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [chats, chatId, navigate]);

  return { overlay, openOverlay: setOverlay, closeOverlay };
}

function stepOf(key: string): number {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
}

function nextIndex(index: number, step: number, length: number): number {
  if (index < 0) return 0;
  return Math.min(length - 1, Math.max(0, index + step));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
  );
}
