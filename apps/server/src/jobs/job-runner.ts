import { randomUUID } from 'node:crypto';
import type { Clock } from '../realtime/clock.ts';
import { backoffMs, type Job, type JobEnd, type JobKind, jobTime } from './job-kind.ts';
import type { ClaimedJob, JobStore, Settled } from './job-store.ts';

export interface JobRunnerOptions {
  store: JobStore;
  clock: Clock;
  onError: (error: unknown, job: { kind: string; key: string }) => void;
  /** Between 0 and 1. */
  random?: () => number;
}

/** Since the start, of one kind. */
export interface JobCounts {
  done: number;
  failed: number;
  gaveUp: number;
}

const atOnceDefault = 16;
const maxAttemptsDefault = 20;
/** Begun in one turn of the event loop: hundreds would hold up everybody else. */
const claimedMax = 32;
/** What ends close together is settled together. */
const settleAfterMs = 5;
/** What could not be. */
const settleAgainMs = 500;

/** One kind on this node: claims what is due as far as there is room, does it, and settles what came of it. */
class KindRunner {
  readonly counts: JobCounts = { done: 0, failed: 0, gaveUp: 0 };
  readonly #kind: JobKind;
  readonly #options: JobRunnerOptions;
  readonly #node = randomUUID();
  readonly #ends = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #claims = 0;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #cancelLook = (): void => {};
  #lookAt = Number.POSITIVE_INFINITY;
  /** What was done, by whose claim it was done. */
  #ended = new Map<string, Settled[]>();
  #settling: Promise<void> | null = null;
  #settlesSoon = false;

  constructor(kind: JobKind, options: JobRunnerOptions) {
    this.#kind = kind;
    this.#options = options;
  }

  /** Looks for work by `at`, in milliseconds since 1970. */
  wake(at: number): void {
    if (this.#ends.signal.aborted) return;
    const { clock } = this.#options;
    const waitMs = Math.max(0, Math.min(jobTime.lookMs, at - clock.wallNow()));
    const lookAt = clock.monotonicNow() + waitMs;
    if (lookAt >= this.#lookAt) return;
    this.#cancelLook();
    this.#lookAt = lookAt;
    this.#cancelLook = clock.after(waitMs, () => {
      this.#lookAt = Number.POSITIVE_INFINITY;
      this.#look();
    });
  }

  /** Ends what is under way, and gives back what is not done. */
  async close(): Promise<void> {
    this.#cancelLook();
    this.#ends.abort(new Error('The server is stopping.'));
    await this.#looking;
    await Promise.all(this.#underWay);
    await this.#settling;
    await this.#settleAll();
  }

  #look(): void {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#claimDue()
      .catch((error: unknown) => this.#options.onError(error, { kind: this.#kind.kind, key: '*' }))
      .finally(() => {
        this.#looking = null;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.#look();
        } else this.wake(Number.POSITIVE_INFINITY);
      });
  }

  async #claimDue(): Promise<void> {
    const { store, clock } = this.#options;
    const { kind, atOnce = atOnceDefault } = this.#kind;
    while (!this.#ends.signal.aborted) {
      const nextAt = await store.nextAt(kind);
      if (nextAt === null) return;
      const room = Math.min(claimedMax, atOnce - this.#underWay.size);
      // Whoever ends looks again.
      if (room <= 0) return;
      if (nextAt > clock.wallNow()) return this.wake(nextAt);
      const by = `${this.#node}.${++this.#claims}`;
      const jobs = await store.claim(kind, { by, now: clock.wallNow(), max: room });
      // Somebody else was faster, or holds them.
      if (jobs.length === 0) return;
      for (const job of jobs) this.#start(job, by);
    }
  }

  #start(claimed: ClaimedJob, by: string): void {
    const running = this.#runOne(claimed).then((again) => {
      this.#underWay.delete(running);
      this.#settleSoon(by, [{ job: claimed, again }], this.#kind.settleMs ?? settleAfterMs);
      return undefined;
    });
    this.#underWay.add(running);
  }

  async #runOne(claimed: ClaimedJob): Promise<Settled['again']> {
    const { clock, onError, random = Math.random } = this.#options;
    const { kind, maxAttempts = maxAttemptsDefault } = this.#kind;
    const { key, dueAt, attempts } = claimed;
    const job: Job = { key, dueAt, attempts, payload: JSON.parse(claimed.payload) as unknown };
    const time = new AbortController();
    const cancel = clock.after(jobTime.runMs, () => time.abort(new Error(`It took more than ${jobTime.runMs} ms.`)));
    try {
      this.#ends.signal.throwIfAborted();
      const end = await this.#kind.run(job, AbortSignal.any([time.signal, this.#ends.signal]));
      this.counts.done += 1;
      return isPostponed(end) ? { at: Math.ceil(end.againAt), attempts, failed: false } : null;
    } catch (error) {
      if (this.#ends.signal.aborted) return { at: dueAt, attempts, failed: false };
      this.counts.failed += 1;
      onError(error, { kind, key });
      const failed = attempts + 1;
      if (failed < maxAttempts) {
        return { at: clock.wallNow() + backoffMs(attempts, random()), attempts: failed, failed: true };
      }
      this.counts.gaveUp += 1;
      await this.#kind.gaveUp?.(job).catch((cause: unknown) => onError(cause, { kind, key }));
      return null;
    } finally {
      cancel();
    }
  }

  #settleSoon(by: string, settled: readonly Settled[], afterMs: number): void {
    this.#ended.set(by, [...(this.#ended.get(by) ?? []), ...settled]);
    if (this.#settlesSoon || this.#ends.signal.aborted) return;
    this.#settlesSoon = true;
    this.#options.clock.after(afterMs, () => {
      this.#settlesSoon = false;
      this.#settling = (this.#settling ?? Promise.resolve()).then(() => this.#settleAll());
    });
  }

  async #settleAll(): Promise<void> {
    const ended = this.#ended;
    this.#ended = new Map();
    const { store, onError } = this.#options;
    const { kind } = this.#kind;
    for (const [by, settled] of ended) {
      try {
        const held = await store.settle(kind, by, settled);
        if (held.length > 0) this.#settleSoon(by, held, settleAgainMs);
      } catch (error) {
        // The lease ends by itself; until then it is tried again.
        onError(error, { kind, key: '*' });
        this.#settleSoon(by, settled, settleAgainMs);
      }
    }
    if (!this.#ends.signal.aborted) this.#look();
  }
}

function isPostponed(end: JobEnd): end is { againAt: number } {
  return typeof end === 'object';
}

/** Does the work that is written down in the database: see job-rules.ts for how it comes there. */
export class JobRunner {
  readonly #runners: Map<string, KindRunner>;
  readonly #options: JobRunnerOptions;

  constructor(kinds: readonly JobKind[], options: JobRunnerOptions) {
    this.#options = options;
    this.#runners = new Map(kinds.map((kind) => [kind.kind, new KindRunner(kind, options)]));
    if (this.#runners.size < kinds.length) throw new Error('Two kinds of jobs have the same name.');
  }

  get counts(): Iterable<readonly [kind: string, counts: JobCounts]> {
    return [...this.#runners].map(([kind, { counts }]) => [kind, counts] as const);
  }

  /** How long the one has been due that waits longest, in seconds, by kind; on all nodes. */
  async waits(): Promise<(readonly [kind: string, seconds: number])[]> {
    const { store, clock } = this.#options;
    const now = clock.wallNow();
    const wait = async (kind: string): Promise<readonly [string, number]> => {
      const since = await store.dueSince(kind, now);
      return [kind, since === null ? 0 : (now - since) / 1_000];
    };
    return await Promise.all([...this.#runners.keys()].map(wait));
  }

  /** There may be work by `at`, in milliseconds since 1970; now if left out. */
  wake(at = 0): void {
    for (const runner of this.#runners.values()) runner.wake(at);
  }

  /** Ends what is under way: it is done again by another node, or after the next start. */
  async close(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
  }
}
