import { type ChatState, unreadAfter } from '@confab/client';
import { useEffect, useRef, useState } from 'react';

/**
 * After which message the "New" divider stands: where reading stopped when the chat was opened. There it stays until one
 * leaves the chat, marks it unread from elsewhere, or comes back to messages that came while one looked elsewhere.
 */
export function useNewDivider(chat: ChatState, isLookedAt: boolean): number | null {
  const { unread, unreadMark } = chat;
  const after = unreadAfter(chat);
  const [afterSeq, setAfterSeq] = useState<number | null>(() => (unread > 0 ? after : null));
  const [marked, setMarked] = useState(unreadMark);
  if (marked !== unreadMark) {
    setMarked(unreadMark);
    if (unreadMark !== null) setAfterSeq(after);
  }
  const wasRead = useRef(unread === 0);
  useEffect(() => {
    const isRead = unread === 0;
    if (!isRead && wasRead.current && !isLookedAt) setAfterSeq(after);
    wasRead.current = isRead;
  }, [unread, after, isLookedAt]);
  return afterSeq;
}
