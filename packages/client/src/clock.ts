/** Time, as the client sees it: a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970: to be shown and compared with other machines, never for intervals, since it may jump (D27). */
  now(): number;
  /** Milliseconds since any moment, never running backwards: for intervals. It may stand still while a machine sleeps. */
  elapsed(): number;
  /** Calls `run` once after `ms` milliseconds, until the result is called. */
  after(ms: number, run: () => void): () => void;
}

/** What a timer can hold, some 24 days; asked for more it would run at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
};
