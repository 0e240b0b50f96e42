import type { Clock } from './clock.ts';

export interface AdmissionOptions {
  /** Tasks under way at once. */
  max: number;
  clock: Clock;
  /** Runs a task at the end of this turn of the event loop. */
  schedule: (task: () => void) => void;
  /** A task that takes longer waits for its client, and keeps nobody else waiting for it (D13). */
  placeHeldMs?: number;
}

/**
 * Lets a crowd in a few at a time, in the order of arrival. New ones are let in once in each turn of the event loop, so
 * that between them everything else goes on: five thousand who come back at once stall nobody who is there.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  #waiting: (() => void)[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0;
  }

  /** Runs the task in its turn; settles as the task does. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    // A lone one does not wait for the end of the turn.
    if (this.#underWay >= this.#options.max || this.#waiting.length > 0 || this.#scheduled) {
      await new Promise<void>((admitted) => {
        this.#waiting.push(admitted);
        this.#schedule();
      });
    } else {
      this.#underWay += 1;
    }
    const leave = this.#placeOnce();
    try {
      return await task();
    } finally {
      leave();
    }
  }

  /** Gives the place back: when called, or when the time is over, whichever comes first. */
  #placeOnce(): () => void {
    let held = true;
    const leave = (): void => {
      if (!held) return;
      held = false;
      cancel();
      this.#underWay -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    };
    const cancel = this.#options.clock.after(this.#options.placeHeldMs ?? 250, leave);
    return leave;
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#options.max) return;
    this.#scheduled = true;
    this.#options.schedule(() => {
      this.#scheduled = false;
      const admitted = this.#waiting.splice(0, Math.max(0, this.#options.max - this.#underWay));
      this.#underWay += admitted.length;
      for (const admit of admitted) admit();
    });
  }
}
