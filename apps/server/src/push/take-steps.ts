import { createHash } from 'node:crypto';
import type { PushPayload } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import { type Deliveries, type Delivery, retryAfterMs } from './deliver.ts';
import type { News } from './find-news.ts';
import { messagePayload } from './payload.ts';
import { isNew, type Step } from './plan.ts';
import type { PushContext } from './push-context.ts';
import type { Came } from './push-notes.ts';
import type { PushReads } from './push-reads.ts';
import type { Device } from './subscriptions.ts';

interface Whose {
  userId: string;
  news: News | null;
}

/** What came of the steps that were taken, and when those are taken again that came to nothing. Milliseconds since 1970. */
interface Taken {
  came: Came[];
  retryAt: number[];
}

/** How long a service keeps it for a device that is off. */
const ttlSeconds = 86_400;
const minuteMs = 60_000;

export interface StepContext extends Pick<PushContext, 'clock'> {
  reads: PushReads;
  accounts: Pick<Accounts, 'users'>;
  deliveries: Deliveries;
}

/** Sends to all devices at once; one that fails holds no other. */
export async function takeSteps(
  context: StepContext,
  whose: Whose,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<Taken> {
  const badge = await context.reads.badge(whose.userId);
  const names = await namesOf(context, steps);
  const taken: Taken = { came: [], retryAt: [] };
  await Promise.all(
    steps.map(async (step) => {
      const delivery = isHeard(step)
        ? await send(context, step, { ...payloadOf(step, whose, { badge, names }), signal })
        : delivered;
      note(taken, step, delivery, context.clock.wallNow());
    }),
  );
  return taken;
}

const delivered: Delivery = { fault: null, status: null, retryAfterMs: null };

/** Apple's service takes subscriptions away whose pushes show nothing: there a notification stays until the app is opened. */
function isHeard(step: Step): boolean {
  return 'show' in step || !/(?:^|\.)push\.apple\.com$/.test(step.device.host);
}

async function namesOf({ accounts }: StepContext, steps: readonly Step[]): Promise<ReadonlyMap<string, string>> {
  const senderIds = new Set(steps.flatMap((step) => ('show' in step ? [step.show.senderId] : [])));
  if (senderIds.size === 0) return new Map();
  const users = await accounts.users([...senderIds]);
  return new Map([...users.values()].map(({ id, displayName }) => [id, displayName]));
}

function payloadOf(
  step: Step,
  { userId, news }: Whose,
  { badge, names }: { badge: number; names: ReadonlyMap<string, string> },
): { payload: PushPayload; isUrgent: boolean } {
  const { device } = step;
  if (!('show' in step) || !news) {
    const closed = { tag: device.logId, chatId: device.logId, seq: device.shownSeq };
    return { payload: { v: 1, type: 'close', userId, badge, ...closed }, isUrgent: false };
  }
  const { show, count } = step;
  const facts = { userId, badge, count, from: names.get(show.senderId) ?? null };
  // What replaces a message that was deleted was told before.
  const anewAt = isNew(step) ? show.anewAt : 0;
  const payload = messagePayload(news, { ...show, anewAt, quiet: show.quiet || !isNew(step) }, facts);
  return { payload, isUrgent: show.mention || news.kind === 'direct' };
}

function send(
  { deliveries }: StepContext,
  { device }: Step,
  { payload, isUrgent, signal }: { payload: PushPayload; isUrgent: boolean; signal: AbortSignal },
): Promise<Delivery> {
  const urgency = isUrgent ? 'high' : 'normal';
  return deliveries.deliver(device, { payload, ttlSeconds, urgency, topic: topicOf(device) }, signal);
}

/** Of one log on one device: nothing that a service could know a chat by, or two people of one chat. */
function topicOf({ sessionId, logId }: Device): string {
  return createHash('sha256').update(`${sessionId} ${logId}`).digest('base64url').slice(0, 32);
}

function note({ came, retryAt }: Taken, step: Step, delivery: Delivery, wallNow: number): void {
  const { device } = step;
  if ('postponedMs' in delivery) {
    retryAt.push(wallNow + delivery.postponedMs);
    return;
  }
  const { sessionId, endpoint, failures, fault: before, sentAt } = device;
  const { fault } = delivery;
  const waitMs = retryAfterMs(delivery, failures, Math.random());
  const at = waitMs === null ? 0 : wallNow + waitMs;
  if (at > 0) retryAt.push(at);
  const isNews = fault !== null || before !== '' || wallNow - sentAt > minuteMs;
  const seq = fault === null ? ('show' in step ? step.show.seq : 0) : null;
  const told = 'show' in step ? { told: step.told } : {};
  came.push({ sessionId, endpoint, logId: device.logId, fault, seq, ...told, retryAt: at, isNews });
}
