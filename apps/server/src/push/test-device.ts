import type { PushTest } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import type { Deliveries } from './deliver.ts';
import type { PushContext } from './push-context.ts';
import type { PushNotes } from './push-notes.ts';
import type { PushReads } from './push-reads.ts';

export interface TestContext extends Pick<PushContext, 'clock' | 'rates'> {
  deliveries: Deliveries;
  notes: PushNotes;
  reads: PushReads;
}

const hourMs = 3_600_000;
const testsPerHour = 20;

/** Sends a push at once, and tells what came of it: of a device of one's own. */
export async function testDevice(
  { reads, clock, rates, notes, deliveries }: TestContext,
  { userId, sessionId, testId }: { userId: string; sessionId: string; testId: string },
): Promise<PushTest> {
  const counted = await rates?.count(`push test by ${userId}`, hourMs);
  if (counted && counted.current > testsPerHour) {
    throw new ApiError('rate-limited', `Within an hour you may test ${testsPerHour} times. Try again later.`, {
      retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
    });
  }
  const device = (await reads.devices({ userId, logId: '' })).find((one) => one.sessionId === sessionId);
  if (!device) throw new ApiError('not-found', 'There is no such device of yours.');
  const badge = await reads.badge(userId);
  const startedAt = clock.monotonicNow();
  const payload = { v: 1, type: 'test', userId, badge, testId } as const;
  const verdict = await deliveries.test(device, { payload, ttlSeconds: 60, urgency: 'high' });
  const seconds = Math.round(clock.monotonicNow() - startedAt) / 1_000;
  const { endpoint } = device;
  await notes.note([{ sessionId, endpoint, logId: '', fault: verdict.fault, seq: null, retryAt: 0, isNews: true }]);
  return {
    delivered: verdict.fault === null,
    fault: verdict.fault,
    status: verdict.status,
    service: device.host,
    seconds,
    retryAfterSeconds: verdict.retryAfterMs === null ? null : Math.ceil(verdict.retryAfterMs / 1_000),
  };
}
