/** Of one log to one person at most so often: what is said meanwhile is in the next. */
const gapMs = 1_000;
const keptMax = 10_000;

/** When a person was last told something new of a log by this node. */
export class PushPace {
  readonly #monotonicNow: () => number;
  readonly #toldAt = new Map<string, number>();

  constructor(monotonicNow: () => number) {
    this.#monotonicNow = monotonicNow;
  }

  /** How long to wait until they may be told again, in milliseconds. */
  waitMs(key: string): number {
    return Math.max(0, (this.#toldAt.get(key) ?? Number.NEGATIVE_INFINITY) + gapMs - this.#monotonicNow());
  }

  told(key: string): void {
    if (this.#toldAt.size >= keptMax) this.#forgetOld();
    this.#toldAt.set(key, this.#monotonicNow());
  }

  #forgetOld(): void {
    for (const key of this.#toldAt.keys()) if (this.waitMs(key) === 0) this.#toldAt.delete(key);
  }
}
