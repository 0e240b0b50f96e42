import { documentKey, type DocumentValue } from '@confab/protocol';
import type { NotifySettings } from '@confab/protocol/notify';
import { doorOf, isThreadId, rootOf } from '@confab/protocol/threads';
import type { Kysely } from 'kysely';
import { messageId } from '../storage/chat-log.ts';
import type { Database } from '../storage/index.ts';

/** What people want to hear, by person and log. */
export interface ReadSettings {
  person(userId: string): DocumentValue<'notifications'>;
  of(userId: string, logId: string): NotifySettings;
}

type Value = Record<string, unknown>;
const usersPerQuery = 500;

/** Nearly nobody says anything of nearly any chat: few documents are found. */
export async function readNotifySettings(
  db: Kysely<Database>,
  userIds: readonly string[],
  logIds: readonly string[],
): Promise<ReadSettings> {
  const keys = [...new Set(['notifications', ...logIds.flatMap(keysOf)])];
  const values = new Map<string, Value>();
  for (let start = 0; start < userIds.length; start += usersPerQuery) {
    const rows = await db
      .selectFrom('person_documents')
      .select(['user_id', 'key', 'value'])
      .where('user_id', 'in', userIds.slice(start, start + usersPerQuery))
      .where('key', 'in', keys)
      .where('value', 'is not', null)
      .execute();
    for (const { user_id, key, value } of rows) values.set(`${user_id} ${key}`, JSON.parse(value ?? '{}') as Value);
  }
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
      };
    },
  };
}

function keysOf(logId: string): string[] {
  const thread = threadKey(logId);
  return [documentKey('chat', doorOf(logId)), ...(thread === null ? [] : [thread])];
}

function threadKey(logId: string): string | null {
  const root = isThreadId(logId) ? rootOf(logId) : null;
  return root && documentKey('thread', messageId(root.chatId, root.seq));
}
