import { chatTitle, type ClientState } from '@confab/client';
import { usePageTitle } from '../lib/use-page-title.ts';
import { t } from '../lib/words.ts';
import { useClientState } from '../session/client.ts';
import { countWaiting } from '../session/count-waiting.ts';
import type { Place } from './place.ts';

/** "(3) Field station · Confab": how much waits, and what is open. "(3, @1)" where some of it mentions me. */
export function useUnreadTitle(place: Place): void {
  const counts = useClientState(countsOf);
  const name = useClientState((state) => placeName(state, place));
  usePageTitle([counts, name].filter(Boolean).join(' '));
}

function countsOf(state: ClientState): string {
  const { total, mentioning } = countWaiting(state);
  const counts = [total > 0 && shortCount(total), mentioning > 0 && `@${shortCount(mentioning)}`].filter(Boolean);
  return counts.length > 0 ? `(${counts.join(', ')})` : '';
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
