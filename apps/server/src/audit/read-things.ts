import type { AuditEntry, AuditPage } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { type ExpressionBuilder, type Kysely } from 'kysely';
import { type Database, parseMessageId, type Storage } from '../storage/index.ts';

type Things = AuditPage['things'];

type ThingTables = {
  invitations: { id: string; made_by: string; chat_id: string };
  reports: { id: string; user_id: string; chat_id: string };
};

/** Messages, reports and invitations that entries are about: whose they are and where, as far as that is still known. */
export async function readThings({ db }: Pick<Storage, 'db'>, entries: readonly AuditEntry[]): Promise<Things> {
  const idsOf = (kind: string): string[] => [
    ...new Set(entries.flatMap(({ target }) => (target?.kind === kind ? [target.id] : []))),
  ];
  const tables = db.$extendTables<ThingTables>();
  const [messages, reports, invitations] = await Promise.all([
    readMessages(db, idsOf('message')),
    readRows(idsOf('report'), (ids) =>
      tables
        .selectFrom('reports')
        .select(['id', 'user_id as userId', 'chat_id as chatId'])
        .where('id', 'in', ids)
        .execute(),
    ),
    readRows(idsOf('invitation'), (ids) =>
      tables
        .selectFrom('invitations')
        .select(['id', 'made_by as userId', 'chat_id as chatId'])
        .where('id', 'in', ids)
        .execute(),
    ),
  ]);
  return { ...messages, ...reports, ...invitations };
}

type Row = { id: string; userId: string; chatId: string };

async function readRows(ids: readonly string[], read: (ids: readonly string[]) => Promise<Row[]>): Promise<Things> {
  if (ids.length === 0) return {};
  const rows = await read(ids);
  return Object.fromEntries(rows.map(({ id, userId, chatId }) => [id, thingOf(userId, chatId)]));
}

/** Where it was said is in its id; who said it, in what is left of it. */
async function readMessages(db: Kysely<Database>, ids: readonly string[]): Promise<Things> {
  const places = ids.flatMap((id) => {
    const place = parseMessageId(id);
    return place ? [{ id, ...place }] : [];
  });
  if (places.length === 0) return {};
  const isOne = (it: ExpressionBuilder<Database, 'messages'>) =>
    it.or(places.map(({ chatId, seq }) => it.and([it('chat_id', '=', chatId), it('seq', '=', seq)])));
  const rows = await db.selectFrom('messages').select(['chat_id', 'seq', 'sender_id']).where(isOne).execute();
  const senders = new Map(rows.map(({ chat_id: chatId, seq, sender_id: senderId }) => [`${chatId} ${seq}`, senderId]));
  return Object.fromEntries(
    places.map(({ id, chatId, seq }) => [id, thingOf(senders.get(`${chatId} ${seq}`) ?? '', chatId)]),
  );
}

/** Empty texts are kept for none. */
function thingOf(userId: string, chatId: string): Things[string] {
  return { userId: userId || null, chatId: chatId === '' ? null : doorOf(chatId) };
}
