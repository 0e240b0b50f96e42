import type { ChatState } from '@confab/client';
import { useEffect, useState } from 'react';
import { useClient, useClientState } from '../../session/client.ts';

/**
 * Read means: on the screen, at the end of the chat, in a window that someone looks at. Who marks the chat unread meanwhile is done
 * with it: nothing is read before they open it again.
 */
export function useMarkRead(chat: ChatState, isEndSeen: boolean, isLookedAt: boolean): void {
  const client = useClient();
  const { id, lastSeq, unreadMark } = chat;
  const isKept = useIsMarkKept(unreadMark, isLookedAt);
  const isRead = isEndSeen && isLookedAt && !isKept && lastSeq > 0;
  const isMarked = unreadMark !== null;
  useEffect(() => {
    if (isRead) client.markRead(id, lastSeq);
  }, [client, id, lastSeq, isRead]);
  useEffect(() => {
    if (isRead && isMarked) client.markUnread(id, null);
  }, [client, id, isRead, isMarked]);
}

/** Set while one looks at the chat, and not when one came to it. */
function useIsMarkKept(mark: ChatState['unreadMark'], isLookedAt: boolean): boolean {
  const isKnown = useClientState((state) => state.documentsLoaded);
  const [seen, setSeen] = useState({ mark, isKnown, isKept: false });
  if (seen.mark !== mark || seen.isKnown !== isKnown) {
    const isKept = seen.mark === mark ? seen.isKept : seen.isKnown && isLookedAt;
    setSeen({ mark, isKnown, isKept: mark !== null && isKept });
  }
  return seen.isKept;
}

/** Somebody looks at this window. */
export function useIsLookedAt(): boolean {
  const [isLookedAt, setLookedAt] = useState(hasFocus);
  useEffect(() => {
    const update = (): void => setLookedAt(hasFocus());
    const events = ['focus', 'blur', 'pageshow'] as const;
    for (const event of events) window.addEventListener(event, update);
    document.addEventListener('visibilitychange', update);
    return () => {
      for (const event of events) window.removeEventListener(event, update);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return isLookedAt;
}

function hasFocus(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
