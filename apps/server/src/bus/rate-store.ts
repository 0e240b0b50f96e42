/** Counts for limits that all nodes share. */
export interface RateStore {
  /**
   * Counts `cost` more under this key, one if left out; what is negative is given back. A window starts with its first count
   * and is over `windowMs` later. Never rejects.
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

/** The counts of this process alone. Past `maxKeys` the oldest window is forgotten. */
export class LocalRates {
  readonly #windows = new Map<string, Window>();
  readonly #maxKeys: number;
  readonly #now: () => number;

  constructor(now: () => number, maxKeys = 50_000) {
    this.#now = now;
    this.#maxKeys = maxKeys;
  }

  count(key: string, windowMs: number, cost = 1): RateCount {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      this.#windows.delete(key);
      window = { current: 0, endsAt: now + windowMs };
      this.#windows.set(key, window);
      this.#forgetOldest();
    }
    window.current += cost;
    return { current: window.current, ttlMs: window.endsAt - now };
  }

  #forgetOldest(): void {
    if (this.#windows.size <= this.#maxKeys) return;
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
