import type { NotifyFacts } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/index.ts';
import type { SaidMessage } from './message-facts.ts';
import type { Way } from './reach-set.ts';

/** What was said in a log and nobody was told of yet, and whom it may concern. */
export interface Untold {
  logId: string;
  kind: NotifyFacts['kind'];
  /** Up to which people were told; null: of nothing yet. */
  told: number | null;
  /** Up to which they are told now. */
  head: number;
  /** There is more after that. */
  hasMore: boolean;
  messages: SaidMessage[];
  members: { userId: string; readSeq: number; reach: string }[];
}

export type NotifyDb = Kysely<Database & { notify_cursors: { chat_id: string; seq: number } }>;

/** Where nobody was told of anything yet, so many of the newest are looked at. */
const newestMax = 100;
/** Of one log at once: more are looked at one part after the other, since any of them may name somebody. */
const atOnceMax = 500;
/** Whoever is further behind is told of the newest of them: that is some time in which nobody could be reached. */
const behindMax = 20_000;

/** Which messages are looked at next. `told`: up to where people were told, null where they were of nothing. */
export function nextPart({ told, seq }: { told: number | null; seq: number }): { after: number; head: number } {
  if (told === null) return { after: Math.max(0, seq - newestMax), head: seq };
  const after = Math.max(told, seq - behindMax);
  return { after, head: Math.min(seq, after + atOnceMax) };
}

/** Of these logs those in which somebody can be reached and something is new. `since`: of logs in which nobody was told of anything yet. */
export async function findUntold(
  db: NotifyDb,
  logIds: readonly string[],
  { ways, since }: { ways: readonly Way[]; since: number },
): Promise<Untold[]> {
  const members = await findReached(db, logIds, ways);
  const reachedIds = [...members.keys()];
  if (reachedIds.length === 0) return [];
  const heads = await db
    .selectFrom('chats')
    .leftJoin('notify_cursors', 'notify_cursors.chat_id', 'chats.id')
    .select(['chats.id', 'chats.kind', 'chats.seq', 'notify_cursors.seq as told'])
    .where('chats.id', 'in', reachedIds)
    .whereRef('chats.seq', '>', sql`coalesce(notify_cursors.seq, 0)`)
    .execute();
  if (heads.length === 0) return [];
  const messages = await findMessages(db, heads, since);
  return heads.map(({ id, kind, seq, told }) => ({
    logId: id,
    kind: isThreadId(id) ? 'thread' : kind,
    told,
    head: nextPart({ told, seq }).head,
    hasMore: nextPart({ told, seq }).head < seq,
    messages: messages.get(id) ?? [],
    members: members.get(id) ?? [],
  }));
}

type Reached = Untold['members'];

/** Members of these logs who can be reached, once for each way. */
export async function findReached(
  db: NotifyDb,
  logIds: readonly string[],
  ways: readonly Way[],
): Promise<Map<string, Reached>> {
  const byWay = ways.map(
    ({ kind, users }) => sql`select chat_id, user_id, read_seq, ${sql.lit(kind)} as reach from members
      where chat_id in (${sql.join(logIds)}) and user_id in (${sql.raw(users)})`,
  );
  const { rows } = await sql<{ chat_id: string; user_id: string; read_seq: number; reach: string }>`${sql.join(
    byWay,
    sql` union all `,
  )}`.execute(db);
  const members = new Map<string, Reached>();
  for (const { chat_id, user_id: userId, read_seq: readSeq, reach } of rows) {
    const own = members.get(chat_id) ?? [];
    own.push({ userId, readSeq, reach });
    members.set(chat_id, own);
  }
  return members;
}

interface Head {
  id: string;
  seq: number;
  told: number | null;
}

async function findMessages(db: NotifyDb, heads: readonly Head[], since: number): Promise<Map<string, SaidMessage[]>> {
  const from = sql.join(
    heads.map(({ id, seq, told }) => {
      const { after, head } = nextPart({ told, seq });
      const notBefore = told === null ? since : 0;
      return sql`(cast(${id} as text), cast(${after} as bigint), cast(${head} as bigint), cast(${notBefore} as bigint))`;
    }),
  );
  type Row = {
    chat_id: string;
    seq: number;
    sender_id: string;
    content: string;
    created_at: number;
    parts: string | null;
  };
  const { rows } = await sql<Row>`with asked (id, after, head, not_before) as (values ${from})
    select messages.chat_id, messages.seq, messages.sender_id, messages.content, messages.created_at, messages.parts
    from asked join messages on messages.chat_id = asked.id and messages.seq > asked.after and messages.seq <= asked.head
    where messages.kind = 'text' and messages.deleted_at is null and messages.created_at >= asked.not_before`.execute(
    db,
  );
  const messages = new Map<string, SaidMessage[]>();
  for (const { chat_id, seq, sender_id: senderId, content, created_at: at, parts } of rows) {
    const own = messages.get(chat_id) ?? [];
    own.push({ seq, senderId, content, at, parts });
    messages.set(chat_id, own);
  }
  return messages;
}

/**
 * Logs in which somebody who can be reached was told of less than there is, spoken in since then. What is asked of the chats alone is
 * asked first: there is no index of their times, since each message would pay for it.
 */
export async function findBehind(db: NotifyDb, since: number, ways: readonly Way[]): Promise<string[]> {
  const reached = ways.map(({ users }) => sql`members.user_id in (${sql.raw(users)})`);
  const { rows } = await sql<{ id: string }>`
    select chats.id from chats left join notify_cursors on notify_cursors.chat_id = chats.id
    where chats.last_at >= ${since} and chats.seq > coalesce(notify_cursors.seq, 0)
      and exists (select 1 from members where members.chat_id = chats.id and (${sql.join(reached, sql` or `)}))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
