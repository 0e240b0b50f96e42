import { createHash } from 'node:crypto';
import type { PushPayload } from '@confab/protocol';
import { type Deliveries, type Delivery, retryAfterMs } from './deliver.ts';
import type { Told } from './plan.ts';
import type { PushContext } from './push-context.ts';
import type { Came } from './push-notes.ts';
import type { Device } from './subscriptions.ts';

/** One push to one device, of the log or the notice that the device was asked about. */
export interface Sending {
  device: Device;
  payload: PushPayload;
  isUrgent: boolean;
  /** What the device shows of it then; 0: nothing any more. */
  seq: number;
  told?: Told;
}

/** What came of them, and when those are sent again that came to nothing. Milliseconds since 1970. */
export interface Taken {
  came: Came[];
  retryAt: number[];
}

export interface SendContext extends Pick<PushContext, 'clock'> {
  deliveries: Deliveries;
}

/** How long a service keeps it for a device that is off. */
const ttlSeconds = 86_400;
const minuteMs = 60_000;

/** At once; one that fails holds no other. */
export async function sendAll(
  { deliveries, clock }: SendContext,
  sendings: readonly Sending[],
  signal: AbortSignal,
): Promise<Taken> {
  const taken: Taken = { came: [], retryAt: [] };
  await Promise.all(
    sendings.map(async (sending) => {
      const delivery = isHeard(sending) ? await send(deliveries, sending, signal) : delivered;
      note(taken, sending, delivery, clock.wallNow());
    }),
  );
  return taken;
}

const delivered: Delivery = { fault: null, status: null, retryAfterMs: null };

/** Apple's service takes subscriptions away whose pushes show nothing: there a notification stays until the app is opened. */
function isHeard({ seq, device }: Sending): boolean {
  return seq > 0 || !/(?:^|\.)push\.apple\.com$/.test(device.host);
}

function send(deliveries: Deliveries, { device, payload, isUrgent }: Sending, signal: AbortSignal): Promise<Delivery> {
  const urgency = isUrgent ? 'high' : 'normal';
  return deliveries.deliver(device, { payload, ttlSeconds, urgency, topic: topicOf(device) }, signal);
}

/** Of one log on one device: nothing that a service could know a chat by, or two people of one chat. */
function topicOf({ sessionId, logId }: Device): string {
  return createHash('sha256').update(`${sessionId} ${logId}`).digest('base64url').slice(0, 32);
}

function note(
  { came, retryAt }: Taken,
  { device, seq: shown, told }: Sending,
  delivery: Delivery,
  wallNow: number,
): void {
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
  const seq = fault === null ? shown : null;
  came.push({ sessionId, endpoint, logId: device.logId, fault, seq, ...(told && { told }), retryAt: at, isNews });
}
