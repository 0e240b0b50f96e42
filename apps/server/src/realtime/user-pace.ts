import { TokenBucket, type Rate } from './token-bucket.ts';

/**
 * What one person may ask of this node, over all connections and requests: whoever opens many would have many buckets. One
 * that is full again is forgotten, so that leaving and coming back gains nothing.
 */
export class UserPace {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Answers 0 where something of this cost may run, else in how many milliseconds it may. */
  take(userId: string, now: number, cost = 1): number {
    return this.#bucketOf(userId, now).take(now, cost);
  }

  /** Answers 0 where something may run whose cost will be known, and charged, later. */
  waitMs(userId: string, now: number): number {
    return this.#buckets.get(userId)?.waitMs(now) ?? 0;
  }

  charge(userId: string, now: number, cost: number): void {
    this.#bucketOf(userId, now).charge(now, cost);
  }

  #bucketOf(userId: string, now: number): TokenBucket {
    const known = this.#buckets.get(userId);
    if (known) return known;
    const bucket = new TokenBucket(this.#rate, now);
    this.#buckets.set(userId, bucket);
    return bucket;
  }

  /** Called every few seconds. */
  sweep(now: number): void {
    for (const [userId, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(userId);
  }

  get size(): number {
    return this.#buckets.size;
  }
}
