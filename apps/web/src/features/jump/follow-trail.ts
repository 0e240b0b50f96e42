import type { ConfabClient } from '@confab/client';
import { chatIdAt } from '../../lib/addresses.ts';
import { noteVisitTo } from '../../lib/kept-trail.ts';
import { subscribeToLocation } from '../../lib/router/index.ts';
import { myIdIn } from '../../session/client.ts';

/** Pages of the app: no dialogs, nothing of whoever is not logged in. */
const isPage = /^\/(?!(?:new|login|register|reset|confirm|join|setup|chats)\b)[a-z-]+(?:\/[a-z-]+)?$/;

/** Keeps on this device where its person goes: the palette offers first what is gone to most. */
export function followTrail(client: ConfabClient): () => void {
  let last: string | null = null;
  function look(): void {
    const { pathname, hash } = window.location;
    const chatId = chatIdAt(pathname, null);
    const place = chatId !== null ? `chat:${chatId}` : isPage.test(pathname) ? `page:${pathname}${hash}` : null;
    if (place === null || place === last) return;
    last = place;
    noteVisitTo(myIdIn(client.getState()), place);
  }
  look();
  return subscribeToLocation(look);
}
