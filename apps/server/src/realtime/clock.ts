/**
 * Time, as everything that waits gets it: tests and the simulation turn it by hand. There is no plain `now`: whoever
 * asks says which of the two it means (D27).
 */
export interface Clock {
  /** Milliseconds since 1970, to be stored and shown. An operator or NTP may set it, backwards too: measure nothing with it. */
  readonly wallNow: () => number;
  /** Milliseconds since some moment, never back and never set: for every interval, limit and deadline. */
  readonly monotonicNow: () => number;
  /** Runs `task` once after `delayMs`; call the result to cancel. Does not keep the process alive. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
