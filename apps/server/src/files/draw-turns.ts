import { FairQueue } from '../pictures/fair-queue.ts';
import { tooManyPictures } from '../pictures/picture-pool.ts';

/** One more than the most processes that draw: it is copied while those do. */
const atOnce = 5;
const waitingMax = { perOwner: 64, all: 1_000 };

/**
 * Whoever wants a kept picture drawn has it copied first, which takes as much of the disk as the picture: of hundreds that wait none is copied
 * before its turn, or they would fill a disk that has room for all that people may keep (A43).
 */
export class DrawTurns {
  readonly #queue = new FairQueue<() => void>(waitingMax);
  #running = 0;

  get waiting(): number {
    return this.#queue.size;
  }

  /** People take turns. Throws `unavailable` where they wait for too many. */
  async run<Result>(owner: string, draw: () => Promise<Result>): Promise<Result> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!this.#queue.push(owner, resolve)) throw tooManyPictures();
    this.#begin();
    await promise;
    try {
      return await draw();
    } finally {
      this.#running -= 1;
      this.#begin();
    }
  }

  #begin(): void {
    if (this.#running >= atOnce) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#running += 1;
    next();
  }
}
