import type { ChatState } from '@confab/client';
import { useEffect, useState } from 'react';

/**
 * After which message the "New" divider stands: where reading stopped when the chat was opened, or when the window was
 * left. It stays while one reads; what one sends takes it away.
 */
export function useNewDivider(chat: ChatState): { afterSeq: number | null; clear: () => void } {
  const [afterSeq, setAfterSeq] = useState<number | null>(() => (chat.unread > 0 ? chat.readSeq : null));
  const { lastSeq, unread, readSeq } = chat;

  useEffect(() => {
    const onLeave = (): void => setAfterSeq(unread > 0 ? readSeq : lastSeq);
    window.addEventListener('blur', onLeave);
    return () => window.removeEventListener('blur', onLeave);
  }, [lastSeq, unread, readSeq]);

  return { afterSeq, clear: () => setAfterSeq(null) };
}
