/** What many ask for, one after another from each in turn: whoever asks for much waits for it, and nobody else does (A43). */
export class FairQueue<T> {
  readonly #waiting = new Map<string, T[]>();
  readonly #bounds: { perOwner: number; all: number };
  #size = 0;

  constructor(bounds: { perOwner: number; all: number }) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#size;
  }

  /** False where as much waits as may. */
  push(owner: string, item: T): boolean {
    const own = this.#waiting.get(owner) ?? [];
    if (own.length >= this.#bounds.perOwner || this.#size >= this.#bounds.all) return false;
    own.push(item);
    this.#waiting.set(owner, own);
    this.#size += 1;
    return true;
  }

  shift(): T | undefined {
    for (const [owner, own] of this.#waiting) {
      const item = own.shift();
      this.#waiting.delete(owner);
      if (own.length > 0) this.#waiting.set(owner, own);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }
}
