import type { PushActions } from '@confab/client/push';
import type { PushSubscription } from '@confab/protocol';
import type { WorkerMessage } from '../../lib/notified.ts';
import { testWords } from './fault-words.ts';
import { t } from '../../lib/words.ts';

const patienceMs = 10_000;

/** Sends a push and says what came of it: how far it got, and whether it is here. On another device, that one shows it. */
export async function testPush(push: PushActions, { id, current }: PushSubscription): Promise<string> {
  const testId = crypto.randomUUID();
  const startedAt = performance.now();
  const arrival = current ? waitFor(testId) : null;
  try {
    const sent = await push.test(id, testId);
    if (sent.fault !== null || arrival === null) {
      return sent.delivered ? t`${sent.service} accepted it: check that device.` : testWords(sent, null);
    }
    const arrivedAt = await arrival.arrived;
    return testWords(sent, arrivedAt === null ? null : arrivedAt - startedAt);
  } finally {
    arrival?.stop();
  }
}

/** When the worker says that it is here; null where it does not in time. */
function waitFor(testId: string): { arrived: Promise<number | null>; stop: () => void } {
  const stopping = new AbortController();
  const arrived = new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    stopping.signal.addEventListener('abort', () => clearTimeout(timer));
    navigator.serviceWorker.addEventListener(
      'message',
      ({ data }: MessageEvent<WorkerMessage | null>) => {
        if (data?.type === 'test' && data.testId === testId) resolve(performance.now());
      },
      { signal: stopping.signal },
    );
  });
  return { arrived, stop: () => stopping.abort() };
}
