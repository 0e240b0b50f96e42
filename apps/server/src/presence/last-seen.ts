import type { Kysely } from 'kysely';
import { userChanged } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Database } from '../storage/schema.ts';

const writeAfterMs = 500;
const usersPerUpdate = 500;

interface LastSeenContext {
  db: Kysely<Database>;
  bus: Bus;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** Notes when people were last seen. Thousands who are cut off at once cost a few writes, not thousands. */
export class LastSeen {
  readonly #context: LastSeenContext;
  #waiting = new Set<string>();
  #cancel: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: LastSeenContext) {
    this.#context = context;
  }

  /** Answers the time that will be written, in milliseconds since 1970. */
  record(userId: string): number {
    const { clock } = this.#context;
    this.#waiting.add(userId);
    this.#cancel ??= clock.after(writeAfterMs, () => this.#write());
    return clock.wallNow();
  }

  async close(): Promise<void> {
    this.#cancel?.();
    this.#write();
    await this.#writing;
  }

  #write(): void {
    this.#cancel = null;
    const userIds = [...this.#waiting];
    this.#waiting = new Set();
    this.#writing = this.#writing.then(() => this.#writeAll(userIds)).catch(this.#context.onError);
  }

  async #writeAll(userIds: readonly string[]): Promise<void> {
    const { db, bus, clock } = this.#context;
    const lastSeenAt = clock.wallNow();
    for (let start = 0; start < userIds.length; start += usersPerUpdate) {
      const part = userIds.slice(start, start + usersPerUpdate);
      await db.updateTable('users').set({ last_seen_at: lastSeenAt }).where('id', 'in', part).execute();
      for (const userId of part) bus.publish('nodes', userChanged.of({ userId }));
    }
  }
}
