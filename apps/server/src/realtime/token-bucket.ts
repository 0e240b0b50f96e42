export interface Rate {
  /** Tokens gained per second. */
  perSecond: number;
  /** Tokens that a rested bucket holds. */
  burst: number;
}

/** The token bucket of traffic shaping: a burst goes through at once, beyond it only the rate. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  /** Takes `cost` tokens and answers 0, or takes none and answers in how many milliseconds they are there. */
  take(now: number, cost = 1): number {
    // One that costs more than the bucket holds takes all of it.
    const needed = Math.min(cost, this.#rate.burst);
    const waitMs = this.waitMs(now, needed);
    if (waitMs === 0) this.#tokens -= needed;
    return waitMs;
  }

  /** In how many milliseconds there will be so many tokens; 0 where they are there. */
  waitMs(now: number, needed = 1): number {
    this.#fill(now);
    return this.#tokens >= needed ? 0 : Math.ceil(((needed - this.#tokens) / this.#rate.perSecond) * 1_000);
  }

  /** Takes what something turned out to cost, if need be on credit: who asks next waits until that is paid. */
  charge(now: number, cost: number): void {
    this.#fill(now);
    this.#tokens -= cost;
  }

  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #fill(now: number): void {
    // A clock that jumped back gains nothing and costs nothing.
    const elapsed = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (elapsed / 1_000) * this.#rate.perSecond);
    this.#filledAt = now;
  }
}
