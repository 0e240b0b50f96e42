import { openPlace } from './open-place.ts';
import { takePush } from './push.ts';
import { worker } from './scope.ts';
import { answerFile, answerPage, dropUnusedShells, fillShell } from './shell.ts';
import { type NotifiedPlace, placeOf } from '../lib/notified.ts';
import { markAsRead, renewSubscription, reply } from './act.ts';
import { whatIsAsked } from './what-is-asked.ts';

/** At once: pages come from the server, and files carry hashes, so it is all the same to an open page which worker is there. */
worker.addEventListener('install', (event) => {
  event.waitUntil(fillShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([worker.registration.navigationPreload?.enable(), dropUnusedShells(), worker.clients.claim()]),
  );
});

worker.addEventListener('fetch', (event) => {
  const what = whatIsAsked(event.request, worker.location.origin);
  if (what !== null) event.respondWith(what === 'page' ? answerPage(event) : answerFile(event));
});

worker.addEventListener('push', (event) => {
  event.waitUntil(takePush(event));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const place = placeOf(event.notification.data);
  if (place !== null) event.waitUntil(answerClick(place, event));
});

function answerClick(
  place: NotifiedPlace,
  { action, reply: text }: { action: string; reply?: string | null },
): Promise<void> {
  if (action === 'read') return markAsRead(place);
  // A system without a field for it opens the chat.
  return action === 'reply' && text ? reply(place, text) : openPlace(place);
}

worker.addEventListener('pushsubscriptionchange', (event) => {
  const { newSubscription, oldSubscription } = event;
  event.waitUntil(renewSubscription(newSubscription, oldSubscription));
});
