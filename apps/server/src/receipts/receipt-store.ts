import { type Receipt, receiptMembersMax } from '@confab/protocol';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/schema.ts';

/** What a client says it has; where that is more than there is, it has what there is. */
export interface Delivery {
  chatId: string;
  userId: string;
  seq: number;
}

/** How far the members of a chat are, whoever hides it included; null where they are too many. */
export async function readReceipts(db: Kysely<Database>, chatId: string): Promise<Receipt[] | null> {
  const { rows } = await sql<{ userId: string; readSeq: number; deliveredSeq: number | null; kind: string }>`
    select members.user_id as "userId", members.read_seq as "readSeq", deliveries.seq as "deliveredSeq", chats.kind as kind
    from members
    join chats on chats.id = members.chat_id
    left join deliveries on deliveries.chat_id = members.chat_id and deliveries.user_id = members.user_id
    where members.chat_id = ${chatId} limit ${receiptMembersMax + 1}`.execute(db);
  if (rows.length > receiptMembersMax) return null;
  return rows.map(({ userId, readSeq, deliveredSeq, kind }) => ({
    userId,
    readSeq,
    // What was read has arrived.
    ...(kind === 'direct' && { deliveredSeq: Math.max(deliveredSeq ?? 0, readSeq) }),
  }));
}

/** Moves them forward, those of members of direct chats. Answers the chats in which any moved. */
export async function moveDeliveries(db: Kysely<Database>, deliveries: readonly Delivery[]): Promise<string[]> {
  if (deliveries.length === 0) return [];
  // In one order on every node: two statements that want each other's rows would wait for ever.
  const told = deliveries
    .toSorted((one, other) => compare(one.chatId, other.chatId) || compare(one.userId, other.userId))
    .map(({ chatId, userId, seq }) => sql`(cast(${chatId} as text), cast(${userId} as text), cast(${seq} as bigint))`);
  const { rows } = await sql<{ chatId: string }>`
    insert into deliveries (chat_id, user_id, seq)
    select members.chat_id, members.user_id,
      case when told.column3 < chats.seq then told.column3 else chats.seq end
    from (values ${sql.join(told)}) as told
    join chats on chats.id = told.column1 and chats.kind = 'direct'
    join members on members.chat_id = told.column1 and members.user_id = told.column2
    where true
    on conflict (chat_id, user_id) do update set seq = excluded.seq where deliveries.seq < excluded.seq
    returning chat_id as "chatId"`.execute(db);
  return [...new Set(rows.map(({ chatId }) => chatId))];
}

/** Of these chats, those that the person is in. */
export async function chatsWith(
  db: Kysely<Database>,
  userId: string,
  chatIds: readonly string[],
): Promise<readonly string[]> {
  const open = new Set(chatIds);
  const rows = await db.selectFrom('members').select('chat_id').where('user_id', '=', userId).execute();
  return rows.map((row) => row.chat_id).filter((chatId) => open.has(chatId));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
