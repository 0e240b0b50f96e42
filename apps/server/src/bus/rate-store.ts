/** Counts for limits that all nodes share. */
export interface RateStore {
  /**
   * Counts `cost` more under this key, one if left out; zero looks. What is negative is given back, down to nothing at most:
   * the window that it was counted in may be over. A window starts with its first count and is over `windowMs` later.
   * Never rejects.
   */
  count(key: string, windowMs: number, cost?: number): Promise<RateCount>;
  close(): Promise<void>;
}

export interface RateCount {
  /** In the window that is running, this one included. */
  current: number;
  /** Until the window is over. */
  ttlMs: number;
}

interface Window {
  current: number;
  endsAt: number;
}

/** For a lone node. */
export function createLocalRateStore(monotonicNow: () => number): RateStore {
  const rates = new LocalRates(monotonicNow);
  return {
    count: (key, windowMs, cost) => Promise.resolve(rates.count(key, windowMs, cost)),
    close: () => Promise.resolve(),
  };
}

const expiredPerCount = 8;

/**
 * The counts of this process alone, in memory that is bounded: past `maxKeys` the oldest window of the length that has the
 * most is forgotten. Those that are over go first, so that many short ones don't push a long one out.
 */
export class LocalRates {
  /** By their length: in each the order of their starts is that of their ends. */
  readonly #byLength = new Map<number, Map<string, Window>>();
  readonly #maxKeys: number;
  readonly #now: () => number;

  constructor(now: () => number, maxKeys = 50_000) {
    this.#now = now;
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return [...this.#byLength.values()].reduce((sum, windows) => sum + windows.size, 0);
  }

  count(key: string, windowMs: number, cost = 1): RateCount {
    const now = this.#now();
    const window = this.#running(key, windowMs, now) ?? (cost > 0 ? this.#start(key, windowMs, now) : null);
    if (!window) return { current: 0, ttlMs: windowMs };
    window.current = Math.max(0, window.current + cost);
    return { current: window.current, ttlMs: window.endsAt - now };
  }

  #running(key: string, windowMs: number, now: number): Window | null {
    const window = this.#byLength.get(windowMs)?.get(key);
    return window && window.endsAt > now ? window : null;
  }

  #start(key: string, windowMs: number, now: number): Window {
    let windows = this.#byLength.get(windowMs);
    if (!windows) this.#byLength.set(windowMs, (windows = new Map<string, Window>()));
    const window = { current: 0, endsAt: now + windowMs };
    windows.delete(key);
    windows.set(key, window);
    this.#forgetExpired(now);
    if (this.size > this.#maxKeys) this.#forgetOldest();
    return window;
  }

  /** A few at a time: more than are started, so that they run out, and nobody waits for a heap of them. */
  #forgetExpired(now: number): void {
    for (const windows of this.#byLength.values()) {
      let left = expiredPerCount;
      for (const [key, { endsAt }] of windows) {
        if (endsAt > now || left === 0) break;
        windows.delete(key);
        left -= 1;
      }
    }
  }

  #forgetOldest(): void {
    const [first, ...others] = this.#byLength.values();
    const largest = others.reduce(
      (most, windows) => (windows.size > most.size ? windows : most),
      first ?? new Map<string, Window>(),
    );
    const oldest = largest.keys().next();
    if (!oldest.done) largest.delete(oldest.value);
  }
}
