import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/index.ts';
import type { Reach } from './reach.ts';

/** How people can be reached. `users` is a statement for `in`. */
export type Way = Pick<Reach, 'kind' | 'users'>;

/** Once it may be out of date, it is read anew, but not more often than this. */
const readEveryMs = 1_000;
/** Of more people who changed, everybody is looked at. */
const changedMax = 1_000;

/** Who can be reached when they do not look: as the database has it, and roughly in memory for who only wants to do nothing. */
export class ReachSet {
  readonly #reaches: readonly Reach[];
  readonly #db: Kysely<Database>;
  readonly #monotonicNow: () => number;
  readonly #userIds = new Set<string>();
  /** Of whom it is not known what is true. */
  #changed: Set<string> | 'everybody' = 'everybody';
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(reaches: readonly Reach[], { db, monotonicNow }: { db: Kysely<Database>; monotonicNow: () => number }) {
    this.#reaches = reaches;
    this.#db = db;
    this.#monotonicNow = monotonicNow;
  }

  get all(): readonly Reach[] {
    return this.#reaches;
  }

  find(kind: string): Reach | undefined {
    return this.#reaches.find((reach) => reach.kind === kind);
  }

  /** Somebody can be reached who could not before, or the other way round: this person, or anybody. */
  changed(userId?: string): void {
    if (this.#changed === 'everybody') return;
    if (userId === undefined || this.#changed.size >= changedMax) this.#changed = 'everybody';
    else this.#changed.add(userId);
  }

  /** False: nothing reaches them. */
  mayReach(userId: string): boolean {
    return this.#changed === 'everybody' || this.#changed.has(userId) || this.#userIds.has(userId);
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
    while (this.#changed === 'everybody' || this.#changed.size > 0) {
      this.#reading ??= this.#read(this.#changed).finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
  }

  async #read(changed: ReadonlySet<string> | 'everybody'): Promise<void> {
    this.#changed = new Set();
    this.#readAt = this.#monotonicNow();
    try {
      const found = await this.#find(changed);
      for (const userId of changed === 'everybody' ? this.#userIds : changed) this.#userIds.delete(userId);
      for (const userId of found) this.#userIds.add(userId);
    } catch (error) {
      if (changed === 'everybody') this.#changed = changed;
      else for (const userId of changed) this.changed(userId);
      throw error;
    }
  }

  async #find(changed: ReadonlySet<string> | 'everybody'): Promise<string[]> {
    const only = changed === 'everybody' ? sql`` : sql`where of_way.user_id in (${sql.join([...changed])})`;
    const ofWays = this.#reaches.map(
      ({ users }) => sql`select of_way.user_id from (${sql.raw(users)}) as of_way ${only}`,
    );
    const { rows } = await sql<{
      user_id: string;
    }>`select user_id from (${sql.join(ofWays, sql` union `)}) as reached`.execute(this.#db);
    return rows.map(({ user_id }) => user_id);
  }
}
