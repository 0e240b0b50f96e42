import type { RateCount } from '../bus/rate-store.ts';

interface Window {
  current: number;
  endsAt: number;
}

export interface WindowCountsOptions {
  /** A window starts with its first count, and is over so much later. */
  windowMs: number;
  /** Keys that are kept; the one unused for longest is forgotten first. */
  remembered: number;
}

/** Counts by key, in the memory of this process. */
export class WindowCounts {
  readonly #windows = new Map<string, Window>();
  readonly #options: WindowCountsOptions;

  constructor(options: WindowCountsOptions) {
    this.#options = options;
  }

  /** `now` in milliseconds of a clock that only goes on. */
  count(key: string, now: number): RateCount {
    const { windowMs, remembered } = this.#options;
    const running = this.#windows.get(key);
    const window = running && running.endsAt > now ? running : { current: 0, endsAt: now + windowMs };
    window.current += 1;
    // What was used last stands last.
    if (running) this.#windows.delete(key);
    this.#windows.set(key, window);
    if (this.#windows.size > remembered) this.#forgetOldest();
    return { current: window.current, ttlMs: window.endsAt - now };
  }

  #forgetOldest(): void {
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
