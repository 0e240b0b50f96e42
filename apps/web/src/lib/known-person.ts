/**
 * Whose browser this is, for the worker, which has no page to ask: no push for another person is shown. Kept where both can read
 * it, and gone with a log-out. It is an id, and nothing else of anybody.
 */
const cacheName = 'confab-person';
const key = '/person';

export async function keepPerson(userId: string): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.put(key, new Response(userId));
}

export async function forgetPerson(): Promise<void> {
  await caches.delete(cacheName);
}

export async function readPerson(): Promise<string | null> {
  const kept = await caches.match(key, { cacheName });
  return kept === undefined ? null : await kept.text();
}

/** Held by each page that its person has before them: those tell by themselves. */
export function frontLock(userId: string): string {
  return `confab.front ${userId}`;
}
