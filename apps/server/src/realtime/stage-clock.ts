import type { Clock } from './clock.ts';

/** For tests: time that passes when it is told to. */
export class StageClock implements Clock {
  #now = 1_000_000;
  #tasks: { at: number; run: () => void }[] = [];

  now = (): number => this.#now;

  after = (delayMs: number, run: () => void): (() => void) => {
    const task = { at: this.#now + delayMs, run };
    this.#tasks.push(task);
    return () => void (this.#tasks = this.#tasks.filter((other) => other !== task));
  };

  /** Runs what is due, the earliest first, each with what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = this.#tasks.toSorted((left, right) => left.at - right.at);
      if (!next || next.at > end) break;
      this.#tasks = this.#tasks.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
