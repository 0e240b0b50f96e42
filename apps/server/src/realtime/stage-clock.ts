import type { Clock } from './clock.ts';

/** For tests: time that passes when it is told to, and a wall clock that can be set. */
export class StageClock implements Clock {
  #elapsed = 1_000_000;
  #wallAhead = Date.UTC(2026, 0, 1);
  #tasks: { at: number; run: () => void }[] = [];

  wallNow = (): number => this.#elapsed + this.#wallAhead;
  monotonicNow = (): number => this.#elapsed;

  after = (delayMs: number, run: () => void): (() => void) => {
    const task = { at: this.#elapsed + delayMs, run };
    this.#tasks.push(task);
    return () => void (this.#tasks = this.#tasks.filter((other) => other !== task));
  };

  /** As somebody sets the wall clock, forward or back: no time passes. */
  stepWall(ms: number): void {
    this.#wallAhead += ms;
  }

  /** Runs what is due, the earliest first, each with what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = this.#tasks.toSorted((left, right) => left.at - right.at);
      if (!next || next.at > end) break;
      this.#tasks = this.#tasks.filter((other) => other !== next);
      this.#elapsed = next.at;
      next.run();
    }
    this.#elapsed = end;
  }
}
