import type { Clock } from '../realtime/clock.ts';

/** Longer than clocks differ and commits take. */
const recentMs = 60_000;

/**
 * Since when, as rows are stamped, something may be new. Stamps follow the wall clock, so a step of it would hide what was
 * written before the step: the earliest that the clock showed within the last minute counts, with a minute before it.
 */
export class RecentWall {
  readonly #clock: Clock;
  #shown: { wall: number; at: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since 1970. Asked every few seconds. */
  since(): number {
    const now = this.#clock.monotonicNow();
    this.#shown = this.#shown.filter(({ at }) => now - at < recentMs);
    this.#shown.push({ wall: this.#clock.wallNow(), at: now });
    return Math.min(...this.#shown.map(({ wall }) => wall)) - recentMs;
  }
}
