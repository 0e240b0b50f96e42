import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';
import { jobTime } from './job-kind.ts';

interface JobTable {
  kind: string;
  key: string;
  due_at: number;
  attempts: number;
  version: number;
  claimed_by: string;
  claimed_until: number;
  payload: string;
}

export interface ClaimedJob {
  kind: string;
  key: string;
  dueAt: number;
  attempts: number;
  /** JSON. */
  payload: string;
  version: number;
}

/** `again`: when it is done again, after so many attempts that failed; `failed`: this was one of them. Null: it is done. */
export interface Settled {
  job: ClaimedJob;
  again: { at: number; attempts: number; failed: boolean } | null;
}

/** Of those that are first in line, most are free: some may be claimed, or all. */
const lookedAt = 64;

/**
 * The rows of jobs, for whoever does them: single statements beside the log, so that no send waits for one. They never wait for each
 * other or for a rule that holds a row, which would be two that wait for one another: what is held is left for the next time.
 */
export class JobStore {
  readonly #db: Kysely<Database & { jobs: JobTable }>;
  readonly #skipsLocked: boolean;

  constructor({ redoable, dialect }: Pick<Storage, 'redoable' | 'dialect'>) {
    // A claim or an end that is lost with the power has it done again, as a killed node has.
    this.#db = redoable.$extendTables<{ jobs: JobTable }>();
    this.#skipsLocked = dialect === 'postgres';
  }

  /** When the next one of this kind can be done; null where there is none. */
  async nextAt(kind: string): Promise<number | null> {
    const rows = await this.#db
      .selectFrom('jobs')
      .select(['due_at', 'claimed_until'])
      .where('kind', '=', kind)
      .orderBy('due_at')
      .limit(lookedAt)
      .execute();
    if (rows.length === 0) return null;
    const next = Math.min(...rows.map(({ due_at, claimed_until }) => Math.max(due_at, claimed_until)));
    // All of them are being done, maybe for long: what is behind them does not wait for that.
    const isHidden = rows.length === lookedAt && rows.every(({ claimed_until }) => claimed_until > 0);
    return isHidden ? Math.min(next, (await this.#firstFree(kind)) ?? next) : next;
  }

  async #firstFree(kind: string): Promise<number | null> {
    const row = await this.#db
      .selectFrom('jobs')
      .select('due_at')
      .where('kind', '=', kind)
      .where('claimed_until', '=', 0)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    return row?.due_at ?? null;
  }

  /** Up to `max` that are due, those that waited longest first. They belong to `by` until the lease ends. */
  async claim(kind: string, { by, now, max }: { by: string; now: number; max: number }): Promise<ClaimedJob[]> {
    let due = this.#db
      .selectFrom('jobs')
      .select('key')
      .where('kind', '=', kind)
      .where('due_at', '<=', now)
      .where('claimed_until', '<=', now)
      .orderBy('due_at')
      .limit(max);
    if (this.#skipsLocked) due = due.forUpdate().skipLocked();
    // As a table of its own it is read once: as a condition PostgreSQL may read it again, and then others than before are not locked.
    const rows = await this.#db
      .with('due', () => due)
      .updateTable('jobs')
      .set({ claimed_by: by, claimed_until: now + jobTime.leaseMs })
      .where('kind', '=', kind)
      .where('key', 'in', (query) => query.selectFrom('due').select('due.key'))
      .where('claimed_until', '<=', now)
      .returning(['kind', 'key', 'due_at', 'attempts', 'payload', 'version'])
      .execute();
    return rows.map(({ due_at: dueAt, ...row }) => ({ ...row, dueAt })).toSorted((a, b) => a.dueAt - b.dueAt);
  }

  /**
   * Of one kind, claimed by `by`. What is done goes, unless it was asked for meanwhile: then it is free to be done again, as what
   * failed is at its time. Answers those that are claimed by `by` still, for somebody else held them.
   */
  async settle(kind: string, by: string, settled: readonly Settled[]): Promise<Settled[]> {
    const done = settled.filter(({ again }) => again === null);
    const gone = new Set(await this.#drop(kind, by, done));
    const left = settled.filter(({ job }) => !gone.has(job.key));
    const freed = new Set(await this.#free(kind, by, left));
    const held = left.filter(({ job }) => !freed.has(job.key));
    const mine = new Set(await this.#stillMine(kind, by, held));
    return held.filter(({ job }) => mine.has(job.key));
  }

  async #drop(kind: string, by: string, done: readonly Settled[]): Promise<string[]> {
    if (done.length === 0) return [];
    const { rows } = await sql<{ key: string }>`with settled (key, version) as (values ${sql.join(
      done.map(({ job }) => sql`(cast(${job.key} as text), cast(${job.version} as bigint))`),
    )})
    delete from jobs where kind = ${kind} and key in (
      ${this.#mine(kind, by)} and jobs.version = settled.version ${this.#skipLocked}
    ) returning key`.execute(this.#db);
    return rows.map(({ key }) => key);
  }

  async #free(kind: string, by: string, left: readonly Settled[]): Promise<string[]> {
    if (left.length === 0) return [];
    const values = left.map(({ job: { key, version }, again }) => {
      const { at, attempts, failed } = again ?? { at: 0, attempts: 0, failed: false };
      return sql`(cast(${key} as text), cast(${version} as bigint), cast(${at} as bigint), cast(${attempts} as bigint),
        cast(${Number(failed)} as bigint))`;
    });
    const { rows } = await sql<{
      key: string;
    }>`with settled (key, version, at, attempts, failed) as (values ${sql.join(values)})
    update jobs set claimed_by = '', claimed_until = 0,
      due_at = case when settled.version = jobs.version or (settled.failed = 1 and settled.at > jobs.due_at)
        then settled.at else jobs.due_at end,
      attempts = case when settled.version = jobs.version or settled.failed = 1 then settled.attempts else 0 end
    from settled where jobs.kind = ${kind} and jobs.key = settled.key and jobs.key in (
      ${this.#mine(kind, by)} ${this.#skipLocked}
    ) returning jobs.key`.execute(this.#db);
    return rows.map(({ key }) => key);
  }

  #mine(kind: string, by: string): RawBuilder<unknown> {
    return sql`select jobs.key from jobs join settled on settled.key = jobs.key
      where jobs.kind = ${kind} and jobs.claimed_by = ${by}`;
  }

  get #skipLocked(): RawBuilder<unknown> {
    return this.#skipsLocked ? sql`for update of jobs skip locked` : sql``;
  }

  async #stillMine(kind: string, by: string, settled: readonly Settled[]): Promise<string[]> {
    if (settled.length === 0) return [];
    const keys = settled.map(({ job }) => job.key);
    const rows = await this.#db
      .selectFrom('jobs')
      .select('key')
      .where('kind', '=', kind)
      .where('claimed_by', '=', by)
      .where('key', 'in', keys)
      .execute();
    return rows.map(({ key }) => key);
  }

  /** For who is alone on the database when it starts: whatever is claimed was so by one that is dead, and is free before its lease ends. */
  async freeAll(): Promise<void> {
    await this.#db
      .updateTable('jobs')
      .set({ claimed_by: '', claimed_until: 0 })
      .where('claimed_until', '>', 0)
      .execute();
  }

  /** Since when the one has been due that waits longest, and is not being done; null where none is due. */
  async dueSince(kind: string, now: number): Promise<number | null> {
    const row = await this.#db
      .selectFrom('jobs')
      .select('due_at')
      .where('kind', '=', kind)
      .where('claimed_until', '<=', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    return row && row.due_at <= now ? row.due_at : null;
  }

  /** All there are of this kind, done or not. */
  async count(kind: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
    return count;
  }
}
