import { TokenBucket, type Rate } from './token-bucket.ts';

/**
 * How many commands one person's connections on this node may send together: each has a bucket of its own too, but
 * whoever opens many would have many. A bucket that is full again is forgotten, so that leaving and coming back gains nothing.
 */
export class UserPace {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Answers 0 where one more command may run, else in how many milliseconds it may. */
  take(userId: string, now: number): number {
    const known = this.#buckets.get(userId);
    const bucket = known ?? new TokenBucket(this.#rate, now);
    if (!known) this.#buckets.set(userId, bucket);
    return bucket.take(now);
  }

  /** Called every few seconds. */
  sweep(now: number): void {
    for (const [userId, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(userId);
  }

  get size(): number {
    return this.#buckets.size;
  }
}
