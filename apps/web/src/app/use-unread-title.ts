import { chatSettings, chatTitle, type ClientState, isMuted } from '@confab/client';
import { usePageTitle } from '../lib/use-page-title.ts';
import { t } from '../lib/words.ts';
import { useClientState } from '../session/client.ts';
import type { Place } from './place.ts';

/** "(3) Field station · Confab": how much waits, and what is open. "(3, @1)" where some of it mentions me. */
export function useUnreadTitle(place: Place): void {
  const unread = useClientState(totalUnread);
  const name = useClientState((state) => placeName(state, place));
  const mentions = useClientState(totalMentions);
  const counts = [unread > 0 ? shortCount(unread) : '', mentions > 0 ? `@${shortCount(mentions)}` : ''];
  const count = counts.filter((part) => part !== '').join(', ');
  usePageTitle([count === '' ? '' : `(${count})`, name].filter((part) => part !== '').join(' '));
}

/** Without what was muted. */
function totalUnread(state: ClientState): number {
  let total = 0;
  for (const { id, unread } of state.chats.values()) {
    if (unread > 0 && !isMuted(chatSettings(state, id), Date.now())) total += unread;
  }
  return total;
}

function totalMentions(state: ClientState): number {
  let total = 0;
  for (const chat of state.chats.values()) total += chat.mentions;
  return total;
}

function shortCount(count: number): string {
  return count > 999 ? '999+' : String(count);
}

function placeName(state: ClientState, place: Place): string {
  if (place.overlay?.address) return place.overlay.address.title();
  switch (place.type) {
    case 'home':
      return '';
    case 'page':
      return place.page.title();
    case 'unknown':
      return t`Not found`;
    case 'chat': {
      const chat = state.chats.get(place.chatId);
      return chat ? chatTitle(state, chat) : '';
    }
  }
}
