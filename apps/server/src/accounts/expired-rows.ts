import type { Kysely } from 'kysely';
import type { Clock } from '../realtime/clock.ts';
import type { Database } from '../storage/schema.ts';
import { purgeChallenges } from './factors/purge-challenges.ts';

export interface PurgeOptions {
  db: Kysely<Database>;
  /** What expiry is written by. */
  wallNow: () => number;
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
/** A delete holds the database's one writer: a backlog of years goes in bites, with room for everybody else between them. */
const rowsPerDelete = 500;
const deletesPerRun = 20;

/** Kept for a while after their time: a clock that was set wrong by hours is set right again before anything is lost. */
const keptAfterMs = { sessions: dayMs, verifications: dayMs, ws_tickets: minuteMs, jwks: 40 * dayMs };

type Table = keyof typeof keptAfterMs;

/**
 * Deletes what has expired: sessions, tickets, verifications and the keys of JWTs. Answers how many rows of each. Several
 * nodes may do it at once: each row is looked for, and then deleted where it is still past its time.
 */
export async function purgeExpired(options: PurgeOptions): Promise<Record<Table, number>> {
  return {
    sessions: await purge(options, 'sessions'),
    verifications: await purge(options, 'verifications'),
    ws_tickets: await purge(options, 'ws_tickets'),
    jwks: await purge(options, 'jwks'),
  };
}

async function purge({ db, wallNow }: PurgeOptions, table: Table): Promise<number> {
  let purged = 0;
  for (let bite = 0; bite < deletesPerRun; bite += 1) {
    const before = wallNow() - keptAfterMs[table];
    const { found, deleted } = await (table === 'ws_tickets'
      ? purgeTickets(db, before)
      : purgeRows(db, table, new Date(before)));
    purged += deleted;
    if (found < rowsPerDelete) break;
  }
  return purged;
}

interface Bite {
  found: number;
  /** Fewer, where another node was quicker. */
  deleted: number;
}

async function purgeRows(db: Kysely<Database>, table: Exclude<Table, 'ws_tickets'>, before: Date): Promise<Bite> {
  // Looked for first: it is a read, and mostly finds nothing.
  const expired = db.selectFrom(table).select('id').where('expires_at', '<', before).limit(rowsPerDelete);
  const ids = (await expired.execute()).map(({ id }) => id);
  if (ids.length === 0) return { found: 0, deleted: 0 };
  // One that was put off in the meantime stays.
  const deleted = db.deleteFrom(table).where('id', 'in', ids).where('expires_at', '<', before);
  return { found: ids.length, deleted: Number((await deleted.executeTakeFirst()).numDeletedRows) };
}

async function purgeTickets(db: Kysely<Database>, before: number): Promise<Bite> {
  const expired = db.selectFrom('ws_tickets').select('ticket_hash').where('expires_at', '<', before);
  const hashes = (await expired.limit(rowsPerDelete).execute()).map(({ ticket_hash: hash }) => hash);
  if (hashes.length === 0) return { found: 0, deleted: 0 };
  const deleted = db.deleteFrom('ws_tickets').where('ticket_hash', 'in', hashes);
  return { found: hashes.length, deleted: Number((await deleted.executeTakeFirst()).numDeletedRows) };
}

/** Purges soon after the start and then every hour, at a moment of its own for each node. Call the result to stop. */
export function purgeHourly(
  clock: Pick<Clock, 'wallNow' | 'after'>,
  { db, onError }: { db: Kysely<Database>; onError: (error: unknown) => void },
): () => void {
  let cancel = (): void => {};
  let isStopped = false;
  const plan = (delayMs: number): void => {
    cancel = clock.after(delayMs * (0.5 + Math.random()), () => {
      purgeExpired({ db, wallNow: clock.wallNow })
        .then(() => purgeChallenges(db, clock.wallNow()))
        .catch((error: unknown) => {
          if (!isStopped) onError(error);
        })
        .finally(() => {
          if (!isStopped) plan(hourMs);
        });
    });
  };
  plan(minuteMs);
  return () => {
    isStopped = true;
    cancel();
  };
}
