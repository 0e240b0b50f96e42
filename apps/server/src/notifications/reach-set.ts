import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/index.ts';
import type { Reach } from './reach.ts';

/** Once it may be out of date, it is read anew, but not more often than this. */
const readEveryMs = 1_000;

/** Who can be reached when they do not look: as the database has it, and roughly in memory for who only wants to do nothing. */
export class ReachSet {
  readonly #reaches: readonly Reach[];
  readonly #db: Kysely<Database>;
  readonly #monotonicNow: () => number;
  #userIds: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;
  #isStale = true;
  #reading: Promise<void> | null = null;

  constructor(reaches: readonly Reach[], { db, monotonicNow }: { db: Kysely<Database>; monotonicNow: () => number }) {
    this.#reaches = reaches;
    this.#db = db;
    this.#monotonicNow = monotonicNow;
  }

  /** Who, and by which kind: a statement for `join`. */
  get sql(): string {
    return this.#reaches
      .map(({ kind, users }) => `select user_id, '${kind}' as reach from (${users}) as of_${kind}`)
      .join(' union all ');
  }

  get all(): readonly Reach[] {
    return this.#reaches;
  }

  find(kind: string): Reach | undefined {
    return this.#reaches.find((reach) => reach.kind === kind);
  }

  /** Somebody can be reached who could not before, or the other way round. */
  changed(): void {
    this.#isStale = true;
  }

  /** False: nothing reaches them. */
  mayReach(userId: string): boolean {
    return this.#isStale || this.#userIds.has(userId);
  }

  /** Whether nobody can be: then there is nothing to do. */
  async isEmpty(): Promise<boolean> {
    if (this.#reaches.length === 0) return true;
    if (this.#userIds.size === 0 || this.#monotonicNow() - this.#readAt > readEveryMs) await this.refresh();
    return this.#userIds.size === 0;
  }

  /** Reads it anew where it may be out of date. */
  async refresh(): Promise<void> {
    // What was read when it changed may be as it was before.
    while (this.#isStale) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
  }

  async #read(): Promise<void> {
    this.#isStale = false;
    this.#readAt = this.#monotonicNow();
    try {
      const { rows } = await sql<{
        user_id: string;
      }>`select distinct user_id from (${sql.raw(this.sql)}) as reached`.execute(this.#db);
      this.#userIds = new Set(rows.map(({ user_id }) => user_id));
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }
}
