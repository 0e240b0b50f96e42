import type { PushSubscription } from '@confab/protocol';
import { pushFaultSchema } from '@confab/protocol';
import type { Caller } from '../http/index.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { Storage } from '../storage/index.ts';
import type { Push } from './sender-job.ts';
import { pushTables } from './push-tables.ts';

/** What a device is sent to by. */
export interface Device extends Pick<Push, 'endpoint' | 'p256dh' | 'auth'> {
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
}

const columns = [
  'push_subscriptions.session_id as sessionId',
  'endpoint',
  'p256dh',
  'auth',
  'failures',
  'retry_at as retryAt',
  'fault',
  'sent_at as sentAt',
  'push_subscriptions.created_at as createdAt',
] as const;

/** Those of the person's devices that are logged in, and what they show of this log. */
export async function findDevices(
  storage: Pick<Storage, 'db'>,
  { userId, logId = '', wallNow }: { userId: string; logId?: string; wallNow: number },
): Promise<Device[]> {
  const rows = await pushTables(storage)
    .selectFrom('push_subscriptions')
    .innerJoin('sessions', 'sessions.id', 'push_subscriptions.session_id')
    .leftJoin('push_shown', (join) =>
      join.onRef('push_shown.session_id', '=', 'push_subscriptions.session_id').on('push_shown.log_id', '=', logId),
    )
    .select(columns)
    .select('push_shown.seq as shownSeq')
    .where('push_subscriptions.user_id', '=', userId)
    .where('sessions.expires_at', '>', new Date(wallNow))
    .execute();
  return rows.map(({ shownSeq, ...row }) => ({ ...row, logId, shownSeq: shownSeq ?? 0, host: hostOf(row.endpoint) }));
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
