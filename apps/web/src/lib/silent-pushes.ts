/**
 * Firefox ends a subscription after some pushes that leave nothing shown: 16 since the last visit, and fewer the longer that was before
 * the next push (8 after a day). So few are used up that this never comes about. Kept beside the person, and gone with a log-out.
 */
const silentMax = 6;
const visitedMs = 86_400_000;
const cacheName = 'confab-person';
const key = '/silent-pushes';

type Used = { visitedAt: number; count: number };

export async function noteVisit(): Promise<void> {
  await keep({ visitedAt: Date.now(), count: 0 });
}

/** Whether one more may show nothing; it counts from then on. */
export async function takeSilentPush(): Promise<boolean> {
  const kept = await caches.match(key, { cacheName });
  if (kept === undefined) return false;
  const { visitedAt, count } = (await kept.json()) as Used;
  if (count >= silentMax || Date.now() - visitedAt > visitedMs) return false;
  await keep({ visitedAt, count: count + 1 });
  return true;
}

async function keep(used: Used): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.put(key, Response.json(used));
}
