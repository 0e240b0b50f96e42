import type { Spoken } from './translate.ts';

/**
 * What the worker says in the language of the page, for the worker, which has no page to ask. Nothing is kept for English, which stands
 * in the code. It is a matter of this browser and of nobody in it: a log-out leaves it.
 */
const cacheName = 'confab-words';
const key = '/words';

export async function keepWords(spoken: Spoken): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.put(key, Response.json(spoken));
}

export async function forgetWords(): Promise<void> {
  await caches.delete(cacheName);
}

export async function readWords(): Promise<Spoken | null> {
  const kept = await caches.match(key, { cacheName });
  return kept === undefined ? null : ((await kept.json()) as Spoken);
}
