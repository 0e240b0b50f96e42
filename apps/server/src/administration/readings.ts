/** Whoever asks for no page for so long begins another reading. */
const reading = { restMs: 30 * 60_000, keptMax: 10_000 };

/** Who is reading what, so that a reading is noted once, wherever in the history it begins. */
export class Readings {
  readonly #now: () => number;
  /** When the last page was asked for; those that rested longest first. */
  readonly #lastAt = new Map<string, number>();

  constructor(monotonicNow: () => number) {
    this.#now = monotonicNow;
  }

  /** Runs `note` where this page begins a reading. Without its note nothing is read, and none has begun. */
  async goOn(key: string, note: () => Promise<void>): Promise<void> {
    const now = this.#now();
    const lastAt = this.#lastAt.get(key);
    const isUnderWay = lastAt !== undefined && now - lastAt < reading.restMs;
    if (!isUnderWay) await note();
    this.#lastAt.delete(key);
    this.#lastAt.set(key, now);
    this.#forgetOld(now);
  }

  /** What is forgotten too early is noted once more. */
  #forgetOld(now: number): void {
    for (const [key, at] of this.#lastAt) {
      if (this.#lastAt.size <= reading.keptMax && now - at < reading.restMs) return;
      this.#lastAt.delete(key);
    }
  }
}
