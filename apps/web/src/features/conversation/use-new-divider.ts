import type { ChatState } from '@confab/client';
import { useEffect, useRef, useState } from 'react';

/**
 * After which message the "New" divider stands: where reading stopped when the chat was opened. There it stays until one
 * leaves the chat, or comes back to messages that came while one looked elsewhere.
 */
export function useNewDivider({ unread, readSeq }: ChatState, isLookedAt: boolean): number | null {
  const [afterSeq, setAfterSeq] = useState<number | null>(() => (unread > 0 ? readSeq : null));
  const wasRead = useRef(unread === 0);
  useEffect(() => {
    const isRead = unread === 0;
    if (!isRead && wasRead.current && !isLookedAt) setAfterSeq(readSeq);
    wasRead.current = isRead;
  }, [unread, readSeq, isLookedAt]);
  return afterSeq;
}
