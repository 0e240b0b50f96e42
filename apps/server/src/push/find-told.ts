import { sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import { readPushKey } from './push-key.ts';
import { pushTables } from './push-tables.ts';

/** Who has this message shown on a device, or may have in a moment, since a job of theirs decided before it was changed. */
export async function findTold(
  storage: Pick<Storage, 'db'>,
  { logId, seq }: { logId: string; seq: number },
): Promise<string[]> {
  const db = pushTables(storage);
  const shown = await db
    .selectFrom('push_shown')
    .innerJoin('push_subscriptions', 'push_subscriptions.session_id', 'push_shown.session_id')
    .select('push_subscriptions.user_id')
    .where('push_shown.log_id', '=', logId)
    .where('push_shown.seq', '=', seq)
    .execute();
  const { rows } = await sql<{ key: string }>`
    select key from jobs where kind = 'push' and claimed_by <> '' and key like ${`%/${logId}`}`.execute(db);
  const beingTold = rows.map(({ key }) => readPushKey(key)).filter((place) => place.logId === logId);
  return [...new Set([...shown.map(({ user_id }) => user_id), ...beingTold.map(({ userId }) => userId)])];
}
