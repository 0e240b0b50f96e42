import type { PushFault } from '@confab/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import type { Told } from './plan.ts';
import { type PushDb, pushTables } from './push-tables.ts';

/** What came of a push to one device. */
export interface Came {
  sessionId: string;
  /** As it was sent to: it may have subscribed anew meanwhile. */
  endpoint: string;
  logId: string;
  fault: PushFault | null;
  /** Of the message of the log that it shows now; 0 where it shows none any more. Null: as before. */
  seq: number | null;
  /** Up to what it was told with it. */
  told?: Told;
  /** Milliseconds since 1970; 0 where it is not tried again by itself. */
  retryAt: number;
  /** There is something new to be noted of the device itself. */
  isNews: boolean;
}

interface Waiting {
  came: readonly Came[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Each writing is a commit that sends wait behind. */
const gatherMs = 200;
const rowsPerStatement = 200;
/** A device that logs out at that moment fails the statement on PostgreSQL: the next one finds it gone. */
const attempts = 3;

/**
 * Keeps what devices show, and what came of the last push to each: in a few statements for all that end together, beside the log, so that
 * no send waits for them.
 */
export class PushNotes {
  readonly #db: PushDb;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor({ redoable }: Pick<Storage, 'redoable'>, clock: Clock) {
    // What is lost with the power is sent again, and replaces itself.
    this.#db = pushTables({ db: redoable });
    this.#clock = clock;
  }

  /** Resolves when it is written. */
  async note(came: readonly Came[]): Promise<void> {
    if (came.length === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ came, resolve, reject });
    if (!this.#isWriting) void this.#writeAll();
    await promise;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => void this.#clock.after(gatherMs, resolve));
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        const all = waiting.flatMap(({ came }) => came);
        for (let start = 0; start < all.length; start += rowsPerStatement) {
          await this.#write(all.slice(start, start + rowsPerStatement));
        }
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(came: readonly Came[], attempt = 1): Promise<void> {
    const there = came.filter(({ fault }) => fault !== 'gone');
    try {
      await this.#forgetDevices(came.filter(({ fault }) => fault === 'gone'));
      await this.#noteFaults(there.filter(({ fault, isNews }) => isNews && fault !== null));
      await this.#noteSent(there.filter(({ fault, isNews }) => isNews && fault === null));
      await this.#noteShown(there.filter(({ seq }) => seq !== null && seq > 0));
      await this.#noteClosed(there.filter(({ seq }) => seq === 0));
    } catch (error) {
      if (attempt === attempts) throw error;
      await this.#write(came, attempt + 1);
    }
  }

  async #forgetDevices(came: readonly Came[]): Promise<void> {
    if (came.length === 0) return;
    await sql`with came (session_id, endpoint) as (values ${devices(came)})
      delete from push_subscriptions where exists (select 1 from came
        where came.session_id = push_subscriptions.session_id and came.endpoint = push_subscriptions.endpoint)`.execute(
      this.#db,
    );
  }

  async #noteFaults(came: readonly Came[]): Promise<void> {
    // Several logs of one device failed at once: it is one failure.
    const byDevice = [...new Map(came.map((one) => [one.sessionId, one])).values()];
    if (byDevice.length === 0) return;
    const values = byDevice.map(
      ({ sessionId, endpoint, fault, retryAt }) =>
        sql`(cast(${sessionId} as text), cast(${endpoint} as text), cast(${fault} as text), cast(${Math.round(retryAt)} as bigint))`,
    );
    await sql`with came (session_id, endpoint, fault, retry_at) as (values ${sql.join(values)})
      update push_subscriptions set fault = came.fault, fault_at = ${this.#clock.wallNow()}, failures = failures + 1,
        retry_at = came.retry_at
      from came where came.session_id = push_subscriptions.session_id and came.endpoint = push_subscriptions.endpoint`.execute(
      this.#db,
    );
  }

  async #noteSent(came: readonly Came[]): Promise<void> {
    if (came.length === 0) return;
    await sql`with came (session_id, endpoint) as (values ${devices(came)})
      update push_subscriptions set sent_at = ${this.#clock.wallNow()}, fault = '', fault_at = 0, failures = 0, retry_at = 0
      from came where came.session_id = push_subscriptions.session_id and came.endpoint = push_subscriptions.endpoint`.execute(
      this.#db,
    );
  }

  async #noteShown(came: readonly Came[]): Promise<void> {
    const last = [...new Map(came.map((one) => [`${one.sessionId} ${one.logId}`, one])).values()];
    if (last.length === 0) return;
    const values = last.map(
      ({ sessionId, endpoint, logId, seq, told = { seq: 0, at: 0 } }) =>
        sql`(cast(${sessionId} as text), cast(${endpoint} as text), cast(${logId} as text), cast(${seq} as bigint),
          cast(${told.seq} as bigint), cast(${told.at} as bigint))`,
    );
    await sql`with came (session_id, endpoint, log_id, seq, told_seq, told_at) as (values ${sql.join(values)})
      insert into push_shown (session_id, log_id, seq, told_seq, told_at)
      select came.session_id, came.log_id, came.seq, came.told_seq, came.told_at from came
      join push_subscriptions on push_subscriptions.session_id = came.session_id and push_subscriptions.endpoint = came.endpoint
      where true on conflict (session_id, log_id) do update set seq = excluded.seq, told_seq = excluded.told_seq,
        told_at = excluded.told_at`.execute(this.#db);
  }

  async #noteClosed(came: readonly Came[]): Promise<void> {
    if (came.length === 0) return;
    const values = came.map(({ sessionId, logId }) => sql`(cast(${sessionId} as text), cast(${logId} as text))`);
    await sql`with came (session_id, log_id) as (values ${sql.join(values)})
      delete from push_shown where exists (select 1 from came
        where came.session_id = push_shown.session_id and came.log_id = push_shown.log_id)`.execute(this.#db);
  }
}

function devices(came: readonly Came[]): RawBuilder<unknown> {
  return sql.join(came.map(({ sessionId, endpoint }) => sql`(cast(${sessionId} as text), cast(${endpoint} as text))`));
}
