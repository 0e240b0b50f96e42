import type { PushPayload } from '@confab/protocol';
import { frontLock, readPerson } from '../lib/known-person.ts';
import { placeOf } from '../lib/notified.ts';
import { planPush } from './plan-push.ts';
import { worker } from './scope.ts';
import { speak } from './speak.ts';

/** Carries out what a push is for. Its text came encrypted from our own server, and is checked for whom it is all the same. */
export async function takePush(event: PushEvent): Promise<void> {
  const payload = read(event.data);
  const [personId, pages, shown] = await Promise.all([
    readPerson(),
    worker.clients.matchAll({ type: 'window', includeUncontrolled: true }),
    worker.registration.getNotifications(),
    speak(),
  ]);
  const plan = planPush(payload, {
    personId,
    isLookedAt: personId !== null && (await isHeld(frontLock(personId))),
    shownSeqOf: (tag) => placeOf(shown.find((one) => one.tag === tag)?.data)?.seq ?? null,
  });
  if (plan.close) {
    const { tag, upTo } = plan.close;
    for (const one of shown) if (one.tag === tag && (placeOf(one.data)?.seq ?? 0) <= upTo) one.close();
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client of a worker is of its origin
  if (plan.tellPages) for (const page of pages) page.postMessage(plan.tellPages);
  if (plan.badge !== undefined) await countOnApp(plan.badge);
  if (plan.show) await worker.registration.showNotification(plan.show.title, plan.show.options);
}

async function isHeld(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}

function read(data: PushMessageData | null): Partial<PushPayload> | null {
  try {
    const payload: unknown = data?.json();
    return typeof payload === 'object' ? payload : null;
  } catch {
    return null;
  }
}

async function countOnApp(count: number): Promise<void> {
  const { setAppBadge } = navigator as { setAppBadge?: (count: number) => Promise<void> };
  // Only an installed app has one.
  await setAppBadge?.call(navigator, count).catch(() => undefined);
}
