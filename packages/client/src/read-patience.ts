import { ApiError, isRetryable } from './api-error.ts';
import type { Clock } from './clock.ts';

/** A server that asks for more than this is not waited for: the caller hears of it instead. */
const longestWaitMs = 60_000;
const triesMax = 4;

/**
 * Reads that a server refuses for now, saying for how long, are asked again then; others that begin meanwhile wait with
 * them. A read can be asked twice without harm, and nobody who scrolls wants to hear of it.
 */
export function createReadPatience(clock: Clock) {
  let opensAt = -Infinity;

  async function untilOpen(signal: AbortSignal): Promise<void> {
    const waitMs = opensAt - clock.elapsed();
    if (waitMs <= 0) return;
    const opened = Promise.withResolvers<void>();
    const giveUp = () => opened.reject(signal.reason);
    signal.addEventListener('abort', giveUp);
    const cancel = clock.after(waitMs, opened.resolve);
    try {
      await opened.promise;
    } finally {
      cancel();
      signal.removeEventListener('abort', giveUp);
    }
  }

  return async function read<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      await untilOpen(signal);
      try {
        return await ask();
      } catch (error) {
        const waitMs = askedWaitMs(error);
        if (waitMs === null || waitMs > longestWaitMs || tries === triesMax) throw error;
        opensAt = Math.max(opensAt, clock.elapsed() + waitMs);
      }
    }
  };
}

function askedWaitMs(error: unknown): number | null {
  return error instanceof ApiError && isRetryable(error.code) ? error.retryAfterMs : null;
}
