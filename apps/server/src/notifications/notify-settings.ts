import { documentKey, type DocumentValue } from '@confab/protocol';
import type { NotifySettings } from '@confab/protocol/notify';
import { doorOf, isThreadId, rootOf } from '@confab/protocol/threads';
import { type Kysely, sql } from 'kysely';
import { messageId } from '../storage/chat-log.ts';
import type { Database } from '../storage/index.ts';

/** What people want to hear, by person and log. */
export interface ReadSettings {
  person(userId: string): DocumentValue<'notifications'>;
  of(userId: string, logId: string): NotifySettings;
}

/** A person, and a log of theirs. */
export interface PersonsLog {
  userId: string;
  logId: string;
}

type Value = Record<string, unknown>;
/** Of a log with more people than that, they are asked for by the log's few keys. */
const crowd = 100;
const usersPerQuery = 500;
const pairsPerQuery = 250;

/** Nearly nobody says anything of nearly any chat: few documents are found. */
export async function readNotifySettings(db: Kysely<Database>, places: readonly PersonsLog[]): Promise<ReadSettings> {
  const values = new Map<string, Value>();
  const take = (rows: readonly Row[]): void => {
    for (const { user_id, key, value } of rows) values.set(`${user_id} ${key}`, JSON.parse(value ?? '{}') as Value);
  };
  const few = new Map<string, readonly [userId: string, key: string]>();
  for (const [logId, own] of Map.groupBy(places, (place) => place.logId)) {
    const keys = ['notifications', 'blocked', ...keysOf(logId)];
    const userIds = own.map(({ userId }) => userId);
    if (own.length > crowd) take(await readOfCrowd(db, userIds, keys));
    else for (const userId of userIds) for (const key of keys) few.set(`${userId} ${key}`, [userId, key]);
  }
  take(await readOfPairs(db, [...few.values()]));
  // Checked by the schema of its kind when it was put.
  const find = (userId: string, key: string): Value => values.get(`${userId} ${key}`) ?? {};
  const person = (userId: string): DocumentValue<'notifications'> => find(userId, 'notifications');
  return {
    person,
    of(userId, logId) {
      const thread = threadKey(logId);
      return {
        person: person(userId),
        chat: find(userId, documentKey('chat', doorOf(logId))),
        thread: thread === null ? null : find(userId, thread),
        blocked: blockedBy(find(userId, 'blocked')),
      };
    },
  };
}

interface Row {
  user_id: string;
  key: string;
  value: string | null;
}

async function readOfCrowd(db: Kysely<Database>, userIds: readonly string[], keys: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < userIds.length; start += usersPerQuery) {
    const found = await db
      .selectFrom('person_documents')
      .select(['user_id', 'key', 'value'])
      .where('user_id', 'in', userIds.slice(start, start + usersPerQuery))
      .where('key', 'in', keys)
      .where('value', 'is not', null)
      .execute();
    rows.push(...found);
  }
  return rows;
}

/** Two lists would be looked up as each of the one with each of the other. */
async function readOfPairs(
  db: Kysely<Database>,
  pairs: readonly (readonly [userId: string, key: string])[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < pairs.length; start += pairsPerQuery) {
    const asked = pairs
      .slice(start, start + pairsPerQuery)
      .map(([userId, key]) => sql`(cast(${userId} as text), cast(${key} as text))`);
    const found = await sql<Row>`with asked (user_id, key) as (values ${sql.join(asked)})
      select document.user_id, document.key, document.value
      from asked join person_documents as document on document.user_id = asked.user_id and document.key = asked.key
      where document.value is not null`.execute(db);
    rows.push(...found.rows);
  }
  return rows;
}

function keysOf(logId: string): string[] {
  const thread = threadKey(logId);
  return [documentKey('chat', doorOf(logId)), ...(thread === null ? [] : [thread])];
}

function threadKey(logId: string): string | null {
  const root = isThreadId(logId) ? rootOf(logId) : null;
  return root && documentKey('thread', messageId(root.chatId, root.seq));
}

/** Checked by the schema of its kind when it was put; whoever never blocked anybody has none. */
function blockedBy({ userIds }: { userIds?: readonly string[] }): NonNullable<NotifySettings['blocked']> | null {
  return userIds ? { userIds } : null;
}
