import type { NewJob } from '../jobs/job-rules.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { OnlineUsers } from '../presence/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { type Derived, deriveRule, hastenRule } from './derive-rules.ts';
import { findBehind, findUntold, type NotifyDb, type Untold } from './find-untold.ts';
import { jobsAtOnce, jobsOf } from './jobs-of.ts';
import { readNotifySettings } from './notify-settings.ts';
import type { ReachSet } from './reach-set.ts';
import { whoHears } from './who-hears.ts';

export interface DeriverContext {
  storage: Storage;
  writer: LogWriter;
  clock: Clock;
  onlineUsers: Pick<OnlineUsers, 'whoIsOnline'>;
  reach: ReachSet;
  onError: (error: unknown) => void;
}

/** What is said within this time is looked at together: each look goes through the members. */
const gatherMs = 250;
/** A log rests after a look, so that one in which much is said is looked at for more than a message; pushes of it go out once a second. */
const restMs = 750;
/** Logs in one look, and after which time the next are: sends go on between. */
const logsAtOnce = 64;
const nextLookMs = 30;
/** Clocks of nodes differ, and what was stamped takes a moment until it is committed. */
const slackMs = 120_000;
/** Where nobody was told of anything yet, what is older is past. */
const firstMs = 3_600_000;
/** After something failed. */
const againMs = 1_000;

/**
 * Finds who is to hear of what was said, beside the sends and after them: no send waits for it, or writes a row more. What it was told of
 * (`touch`) it looks at within moments, and what a crash or another node kept from it in a round.
 */
export class Deriver {
  readonly #context: DeriverContext;
  readonly #db: NotifyDb;
  /** Logs, the one that waits longest first, and since when. */
  readonly #touched = new Map<string, number>();
  /** Logs that were looked at, and until when they rest. */
  #rests = new Map<string, number>();
  #running: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #isClosed = false;
  /** Messages before this time were looked at, whoever committed them. */
  #lookedSince = 0;

  constructor(context: DeriverContext) {
    this.#context = context;
    this.#db = context.storage.db.$extendTables<{ notify_cursors: { chat_id: string; seq: number } }>();
  }

  /** Something was said there. Cheap: it is called with every message. */
  touch(logId: string): void {
    this.#wants(logId);
    this.#plan(gatherMs);
  }

  /** How long that waits to be looked at which waits longest. */
  get lagMs(): number {
    const [since] = this.#touched.values();
    return since === undefined ? 0 : this.#context.clock.monotonicNow() - since;
  }

  /** What nobody here was told of: call it again and again. */
  async lookForMissed(): Promise<void> {
    const { clock, reach } = this.#context;
    const now = clock.wallNow();
    reach.changed();
    if (await reach.isEmpty()) return;
    for (const logId of await findBehind(this.#db, this.#lookedSince, reach.all)) this.#wants(logId);
    this.#lookedSince = now - slackMs;
    if (this.#touched.size > 0) this.#plan(0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#running;
  }

  #wants(logId: string): void {
    if (!this.#touched.has(logId)) this.#touched.set(logId, this.#context.clock.monotonicNow());
  }

  #plan(afterMs: number): void {
    if (this.#cancel || this.#running || this.#isClosed) return;
    this.#cancel = this.#context.clock.after(afterMs, () => {
      this.#cancel = null;
      this.#running = this.#runOnce();
    });
  }

  async #runOnce(): Promise<void> {
    const nextMs = await this.#run();
    this.#running = null;
    if (this.#touched.size > 0) this.#plan(nextMs);
  }

  /** Answers how long to wait before the next. */
  async #run(): Promise<number> {
    const logIds = this.#takeTouched();
    try {
      if (logIds.length > 0 && !(await this.#context.reach.isEmpty())) await this.#derive(logIds);
      return logIds.length === logsAtOnce ? nextLookMs : gatherMs;
    } catch (error) {
      this.#context.onError(error);
      for (const logId of logIds) {
        this.#rests.delete(logId);
        this.#wants(logId);
      }
      return againMs;
    }
  }

  /** As many as fit into one look, of those that do not rest. */
  #takeTouched(): string[] {
    const now = this.#context.clock.monotonicNow();
    for (const [logId, until] of this.#rests) if (until <= now) this.#rests.delete(logId);
    const logIds = [...this.#touched.keys()].filter((logId) => !this.#rests.has(logId)).slice(0, logsAtOnce);
    for (const logId of logIds) {
      this.#touched.delete(logId);
      this.#rests.set(logId, now + restMs);
    }
    return logIds;
  }

  async #derive(logIds: readonly string[]): Promise<void> {
    const untold = await findUntold(this.#db, logIds, {
      ways: this.#context.reach.all,
      since: this.#context.clock.wallNow() - firstMs,
    });
    if (untold.length === 0) return;
    const heard = await this.#findHeard(untold);
    const derived: Derived[] = [];
    for (const { logId, told, head } of untold) {
      const jobs = heard.get(logId) ?? [];
      const last = jobs.length % jobsAtOnce;
      // Of many some are asked for before the cursor moves. Asked for twice they do nothing twice: where it fails in between, they are found once more.
      for (let start = 0; start < jobs.length - last; start += jobsAtOnce) {
        const part = { logIds: [logId], jobs: jobs.slice(start, start + jobsAtOnce) };
        await submit(this.#context.writer, hastenRule.command(part));
      }
      derived.push({ logId, told, head, jobs: jobs.slice(jobs.length - last) });
    }
    await submit(this.#context.writer, deriveRule.command(derived));
    for (const { logId, hasMore } of untold) {
      if (!hasMore) continue;
      this.#rests.delete(logId);
      this.#wants(logId);
    }
  }

  /** By log. */
  async #findHeard(untold: readonly Untold[]): Promise<Map<string, NewJob[]>> {
    const { clock, reach } = this.#context;
    const places = untold.flatMap(({ logId, members }) => members.map(({ userId }) => ({ userId, logId })));
    const settings = await readNotifySettings(this.#db, places);
    const now = clock.wallNow();
    const heard = untold.flatMap((log) =>
      whoHears(log, settings, { now, isPatient: (kind) => reach.find(kind)?.isPatient === true }),
    );
    return await jobsOf(this.#context, heard);
  }
}
