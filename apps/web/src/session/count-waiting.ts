import { chatSettings, type ClientState, isMuted } from '@confab/client';

/** What waits to be read in all chats, for title and icons: the unread without what was muted, and what of all mentions me. */
export function countWaiting(state: ClientState): { total: number; mentioning: number } {
  let total = 0;
  let mentioning = 0;
  for (const { id, unread, mentions } of state.chats.values()) {
    if (unread > 0 && !isMuted(chatSettings(state, id), Date.now())) total += unread;
    mentioning += mentions;
  }
  return { total, mentioning };
}
