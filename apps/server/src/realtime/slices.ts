export interface SlicesOptions {
  /** Milliseconds, from anywhere. */
  now: () => number;
  /** Runs it at the end of this turn of the event loop, or of the next where this one is at its end. */
  schedule?: (run: () => void) => void;
  sliceMs?: number;
}

/** What follows from a task in the same turn takes about as long again: half of what a stall may be. */
const sliceMs = 5;

/**
 * Tasks that come in crowds, in the order of arrival: so many in one turn of the event loop as fit into a slice of time, at least one.
 * Between the slices everybody else has their turn (D13).
 */
export class Slices {
  readonly #now: () => number;
  readonly #schedule: (run: () => void) => void;
  readonly #sliceMs: number;
  #waiting: (() => void)[] = [];
  #isScheduled = false;

  constructor({ now, schedule = setImmediate, sliceMs: ms = sliceMs }: SlicesOptions) {
    this.#now = now;
    this.#schedule = schedule;
    this.#sliceMs = ms;
  }

  /** `task` throws nothing. */
  add(task: () => void): void {
    this.#waiting.push(task);
    this.#wake();
  }

  #wake(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => this.#runSome());
  }

  #runSome(): void {
    this.#isScheduled = false;
    const until = this.#now() + this.#sliceMs;
    let count = 0;
    do this.#waiting[count++]?.();
    while (count < this.#waiting.length && this.#now() < until);
    this.#waiting = this.#waiting.slice(count);
    if (this.#waiting.length > 0) this.#wake();
  }
}
