import type { PushPayload } from '@confab/protocol';
import { frontLock, readPerson } from '../lib/known-person.ts';
import { placeOf } from '../lib/notified.ts';
import { takeSilentPush } from '../lib/silent-pushes.ts';
import { type Plan, planPush } from './plan-push.ts';
import { worker } from './scope.ts';
import { speak } from './speak.ts';

/** Carries out what a push is for. Its text came encrypted from our own server, and is checked for whom it is all the same. */
export async function takePush(event: PushEvent): Promise<void> {
  const payload = read(event.data);
  const [personId, pages, shown, service] = await Promise.all([
    readPerson(),
    worker.clients.matchAll({ type: 'window', includeUncontrolled: true }),
    worker.registration.getNotifications(),
    findService(),
    speak(),
  ]);
  const plan = planPush(payload, {
    personId,
    isLookedAt: personId !== null && (await isHeld(frontLock(personId))),
    mustShow: isOf('push.apple.com', service),
    shownAs(tag) {
      const one = shown.find((known) => known.tag === tag);
      const seq = placeOf(one?.data)?.seq;
      return one === undefined || seq === undefined ? null : { title: one.title, body: one.body, seq };
    },
  });
  if (plan.close) await close(plan.close, shown, service);
  if (plan.badge !== undefined) await countOnApp(plan.badge);
  try {
    if (plan.show) await worker.registration.showNotification(plan.show.title, plan.show.options);
  } finally {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client of a worker is of its origin
    if (plan.tellPages) for (const page of pages) page.postMessage(plan.tellPages);
  }
}

/** Where something has to stay, it does: the page takes it away when it is opened. */
async function close(
  { tag, upTo }: NonNullable<Plan['close']>,
  shown: readonly Notification[],
  service: string,
): Promise<void> {
  const over = shown.filter((one) => one.tag === tag && (placeOf(one.data)?.seq ?? 0) <= upTo);
  const isSilent = over.length === shown.length;
  if (isSilent && isOf('push.services.mozilla.com', service) && !(await takeSilentPush())) return;
  for (const one of over) one.close();
}

/** The host of the push service. */
async function findService(): Promise<string> {
  const subscription = await worker.registration.pushManager.getSubscription().catch(() => null);
  return URL.parse(subscription?.endpoint ?? '')?.host ?? '';
}

function isOf(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
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
