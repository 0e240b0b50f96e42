/**
 * Push services by their hosts: how much is under way at each, and which rest. What is slow takes no more than half of what the others
 * leave, so that it never holds them; what fails over and over is left alone for a while, and then tried by one push. Hosts are whatever
 * people name: so one person has only a part of all, however many they name.
 */
export class Hosts {
  readonly #monotonicNow: () => number;
  readonly #hosts = new Map<string, Host>();
  /** Under way, by person. */
  readonly #people = new Map<string, number>();
  #underWay = 0;

  constructor(monotonicNow: () => number) {
    this.#monotonicNow = monotonicNow;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Null: there is room, and `end` must follow. Otherwise how many milliseconds later there may be. */
  begin(host: string, userId: string): number | null {
    const known = this.#hosts.get(host) ?? { underWay: 0, failures: 0, restsUntil: 0 };
    const restMs = known.restsUntil - this.#monotonicNow();
    if (restMs > 0) return restMs;
    const others = this.#underWay - known.underWay;
    const max = known.failures >= failuresMax ? 1 : Math.min(perHostMax, Math.floor((underWayMax - others) / 2));
    const own = this.#people.get(userId) ?? 0;
    if (own >= perPersonMax) return personWaitMs;
    if (known.underWay >= max) return waitMs;
    known.underWay += 1;
    this.#underWay += 1;
    this.#people.set(userId, own + 1);
    this.#hosts.set(host, known);
    return null;
  }

  /** `isUp`: it answered, and not that it is out of order. */
  end(host: string, userId: string, isUp: boolean): void {
    const known = this.#hosts.get(host);
    if (!known) return;
    const own = this.#people.get(userId) ?? 0;
    if (own > 1) this.#people.set(userId, own - 1);
    else this.#people.delete(userId);
    known.underWay -= 1;
    this.#underWay -= 1;
    const now = this.#monotonicNow();
    if (isUp) known.failures = 0;
    // What was under way beside the one that failed is no failure more.
    else if (known.restsUntil <= now) {
      known.failures += 1;
      const over = known.failures - failuresMax;
      if (over >= 0) known.restsUntil = now + Math.min(restMaxMs, restMs * 2 ** Math.min(over, 10));
    }
    if (isUp && known.underWay === 0) this.#hosts.delete(host);
    else if (this.#hosts.size > hostsMax) this.#forgetIdle();
  }

  #forgetIdle(): void {
    for (const [host, { underWay }] of this.#hosts) if (underWay === 0) this.#hosts.delete(host);
  }
}

interface Host {
  underWay: number;
  failures: number;
  restsUntil: number;
}

/** Pushes under way from one node. */
export const underWayMax = 256;
const perHostMax = 128;
const perPersonMax = 32;
/** Whoever has so many has them fail slowly: each that waits looks again at its time. */
const personWaitMs = 3_000;
const failuresMax = 5;
const waitMs = 500;
const restMs = 2_000;
const restMaxMs = 120_000;
const hostsMax = 2_000;
