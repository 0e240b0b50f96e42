import type { PushSubscription } from '@confab/protocol';
import { pushFaultSchema } from '@confab/protocol';
import { sql } from 'kysely';
import { restrictionOf, standingOf } from '../accounts/index.ts';
import type { Caller } from '../http/index.ts';
import type { Place as WholePlace } from '../place/index.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { Storage } from '../storage/index.ts';
import type { Push } from './sender-job.ts';
import { pushTables } from './push-tables.ts';
import type { Place } from './read-waiting.ts';

/** What a device is sent to by. */
export interface Device extends Pick<Push, 'endpoint' | 'p256dh' | 'auth'> {
  userId: string;
  sessionId: string;
  /** Of the push service. */
  host: string;
  failures: number;
  retryAt: number;
  fault: string;
  sentAt: number;
  createdAt: number;
  /** The log that was asked about, and of the message that it shows of it; 0: of none. */
  logId: string;
  shownSeq: number;
  /** What it was told of the log, as `push_shown` has it; 0: nothing, or by a version before. */
  toldSeq: number;
  toldAt: number;
}

type StandingRow = Parameters<typeof standingOf>[0];

/**
 * Of each place those of the person's devices that are logged in, and what they show of the log. None of somebody who is not let in, or
 * has to do something else first: what a session is not told, its device is not (A2).
 */
export async function findDevices(
  { db }: Pick<Storage, 'db'>,
  places: readonly Place[],
  { wallNow, settings }: { wallNow: number; settings: ReturnType<WholePlace['settings']> },
): Promise<Device[]> {
  const asked = places.map(({ userId, logId }) => sql`(cast(${userId} as text), cast(${logId} as text))`);
  const { rows } = await sql<
    Omit<Device, 'host'> & StandingRow
  >`with asked (user_id, log_id) as (values ${sql.join(asked)})
    select asked.user_id as "userId", asked.log_id as "logId", device.session_id as "sessionId", device.endpoint, device.p256dh,
      device.auth, device.failures, device.retry_at as "retryAt", device.fault, device.sent_at as "sentAt",
      device.created_at as "createdAt", coalesce(push_shown.seq, 0) as "shownSeq",
      coalesce(push_shown.told_seq, 0) as "toldSeq", coalesce(push_shown.told_at, 0) as "toldAt",
      users.role, users.deactivated_at, users.waiting_since, users.restricted, users.banned_until, sessions.second_factor_at
    from asked
    join push_subscriptions as device on device.user_id = asked.user_id
    join sessions on sessions.id = device.session_id
    join users on users.id = device.user_id
    left join push_shown on push_shown.session_id = device.session_id and push_shown.log_id = asked.log_id
    where sessions.expires_at > ${new Date(wallNow)}`.execute(db);
  return rows.flatMap(
    ({ role, deactivated_at, waiting_since, restricted, banned_until, second_factor_at, ...device }) => {
      const standing = standingOf(
        { role, deactivated_at, waiting_since, restricted, banned_until, second_factor_at },
        wallNow,
      );
      const isTold = standing !== null && restrictionOf(standing, settings) === null;
      return isTold ? [{ ...device, host: hostOf(device.endpoint) }] : [];
    },
  );
}

/** As its person sees them, the newest first. */
export async function listSubscriptions(
  storage: Pick<Storage, 'db'>,
  { userId, sessionId }: Caller,
  only?: string,
): Promise<PushSubscription[]> {
  const rows = await pushTables(storage)
    .selectFrom('push_subscriptions')
    .innerJoin('sessions', 'sessions.id', 'push_subscriptions.session_id')
    .selectAll('push_subscriptions')
    .select('sessions.user_agent')
    .where('push_subscriptions.user_id', '=', userId)
    .$if(only !== undefined, (query) => query.where('push_subscriptions.session_id', '=', only ?? ''))
    .orderBy('push_subscriptions.created_at', 'desc')
    .orderBy('push_subscriptions.session_id')
    .execute();
  return rows.map((row) => ({
    id: row.session_id,
    name: row.name === '' ? null : row.name,
    service: hostOf(row.endpoint),
    userAgent: row.user_agent || null,
    createdAt: encodeTimestamp(row.created_at),
    lastSentAt: row.sent_at === 0 ? null : encodeTimestamp(row.sent_at),
    current: row.session_id === sessionId,
    problem: problemOf(row),
  }));
}

function problemOf({ fault, fault_at: at }: { fault: string; fault_at: number }): PushSubscription['problem'] {
  const known = pushFaultSchema.safeParse(fault);
  if (!known.success) return null;
  return { fault: known.data, at: encodeTimestamp(at) };
}

function hostOf(endpoint: string): string {
  return URL.parse(endpoint)?.host ?? '';
}
