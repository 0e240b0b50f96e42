import type { Clock } from '../src/clock.ts';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #wallMs = Date.UTC(2026, 0, 1);
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#wallMs + this.#nowMs;
  }

  elapsed(): number {
    return this.#nowMs;
  }

  /** In how long the next timer runs, null where there is none. */
  get nextDueMs(): number | null {
    return this.#timers.length === 0 ? null : Math.min(...this.#timers.map(({ at }) => at)) - this.#nowMs;
  }

  /** Somebody sets the wall clock; no time passes. */
  jump(ms: number): void {
    this.#wallMs += ms;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#nowMs + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, timer by timer, and what each sets off run to its end. */
  async advance(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at).find((timer) => timer.at <= end);
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#nowMs = next.at;
      next.run();
      await turn();
    }
    this.#nowMs = end;
    await turn();
  }
}

/** Everything that waits for nothing but promises runs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
