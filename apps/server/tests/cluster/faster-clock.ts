import type { Clock } from '@confab/client';

/** A client for which time passes this many times as fast: it finds a silent server in so much less. */
export function fasterClock(times: number): Clock {
  const startedAt = Date.now();
  return {
    now: () => startedAt + (Date.now() - startedAt) * times,
    elapsed: () => performance.now() * times,
    after(ms, run) {
      const timer = setTimeout(run, ms / times);
      return () => clearTimeout(timer);
    },
  };
}
