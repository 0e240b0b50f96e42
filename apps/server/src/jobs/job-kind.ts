/** A kind of durable work, as the feature that does it declares it. */
export interface JobKind<Payload = unknown> {
  readonly kind: string;
  /** Of this kind, on one node. 16 if left out. */
  readonly atOnce?: number;
  /**
   * What ends within this time is settled together: 5 ms if left out. Each settling is a commit that sends wait behind, so what is
   * done by the hundred takes its time.
   */
  readonly settleMs?: number;
  /** Failed attempts, after which it is dropped: 20 if left out, some 14 hours. */
  readonly maxAttempts?: number;
  /**
   * Does it, or what is left of it. At least once, on one node at a time: whoever does it looks at the state of now, and does nothing
   * twice that was done. Within `jobTime.runMs`, or `signal` ends it. Whatever it throws counts as an attempt, and it is tried again later.
   */
  run(job: Job<Payload>, signal: AbortSignal): Promise<JobEnd>;
  /** It failed for the last time. */
  gaveUp?(job: Job<Payload>): Promise<void>;
}

export interface Job<Payload = unknown> {
  key: string;
  payload: Payload;
  /** Milliseconds since 1970. */
  dueAt: number;
  /** That failed before this one. */
  attempts: number;
}

/** Nothing: it is done. `againAt`: it is not yet, and did not fail, look again at that time. */
export type JobEnd = void | { againAt: number };

/** Times of jobs, in milliseconds. */
export const jobTime = {
  /** The time that one has. */
  runMs: 50_000,
  /** After it, one whose node was killed is done on another. Clocks of nodes may differ by what is between the two. */
  leaseMs: 60_000,
  /** Jobs are looked for as often as this where no node said that there are any. */
  lookMs: 5_000,
  backoffMs: 5_000,
  backoffMaxMs: 3_600_000,
} as const;

/** Doubles with each attempt up to an hour, and is spread by half: what failed together is not tried together. */
export function backoffMs(attempts: number, random: number): number {
  const full = Math.min(jobTime.backoffMaxMs, jobTime.backoffMs * 2 ** Math.min(attempts, 20));
  return Math.round(full * (0.5 + random / 2));
}
