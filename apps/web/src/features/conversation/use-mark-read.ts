import { useEffect, useState } from 'react';
import { useClient } from '../../session/client.ts';

/** Read means: on the screen, at the end of the chat, in a window that someone looks at. */
export function useMarkRead(chatId: string, lastSeq: number, isSeen: boolean): void {
  const client = useClient();
  useEffect(() => {
    if (isSeen && lastSeq > 0) client.markRead(chatId, lastSeq);
  }, [client, chatId, lastSeq, isSeen]);
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
