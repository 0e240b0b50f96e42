import type { NotifiedPlace, WorkerMessage } from '../lib/notified.ts';
import { placePath } from '../lib/place-path.ts';
import { worker } from './scope.ts';

/** In a page that is open, the one that was looked at last; else in a new one. */
export async function openPlace(place: NotifiedPlace): Promise<void> {
  const isOfChat = place.chatId !== '';
  const [page] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (page === undefined) {
    await worker.clients.openWindow(isOfChat ? placePath(place.chatId, place.seq) : '/settings');
    return;
  }
  const message: WorkerMessage = { type: 'open', place };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client of a worker is of its origin
  if (isOfChat) page.postMessage(message);
  await page.focus();
}
