import type { Clock } from './clock.ts';

/** A server that restarts is back within seconds, and people wait for it; one that is gone for long is left in peace. */
const backoff = { baseMs: 250, capMs: 5_000, laterCapMs: 30_000, laterAfterMs: 60_000 } as const;
/** Never sooner, whatever a server says: nothing makes a client spin. */
const leastMs = 50;
/** A connection that lived this long was a good one: the next failure begins the backoff anew. */
const steadyAfterMs = 30_000;

/** Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): clients of one failure come back spread out (D18). */
export function backoffMs(tries: number, troubledMs: number, random: () => number): number {
  const capMs = troubledMs < backoff.laterAfterMs ? backoff.capMs : backoff.laterCapMs;
  return random() * Math.min(capMs, backoff.baseMs * 2 ** tries);
}

export type ReconnectDelay = ReturnType<typeof createReconnectDelay>;

/** How long to wait before the next connection: longer from each that did not last, and as long as the server asks. */
export function createReconnectDelay({ clock, random }: { clock: Clock; random: () => number }) {
  let tries = 0;
  let troubledSince: number | null = null;
  let notBefore = -Infinity;

  return {
    /** After a connection that was live for `livedMs`. `askedMs`: the server wants at least that. */
    next({ livedMs, askedMs }: { livedMs: number; askedMs: number }): number {
      if (livedMs >= steadyAfterMs) {
        tries = 0;
        troubledSince = null;
      }
      const now = clock.elapsed();
      troubledSince ??= now;
      const delayMs = Math.max(leastMs, askedMs, backoffMs(tries, now - troubledSince, random));
      tries += 1;
      if (askedMs > 0) notBefore = now + askedMs;
      return delayMs;
    },
    /** What is left of the time that the server asked for: not even a person's wish cuts it short. */
    askedLeftMs: () => Math.max(0, notBefore - clock.elapsed()),
    /** A person tries again. */
    forget(): void {
      tries = 0;
      troubledSince = null;
    },
  };
}
