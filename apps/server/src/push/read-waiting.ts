import { doorOf } from '@confab/protocol/threads';
import { sql } from 'kysely';
import type { SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';

/** A person's log. */
export interface Place {
  userId: string;
  logId: string;
}

/** A log as one of its members finds it. */
export interface WaitingLog {
  logId: string;
  /** Of the chat that it is, or that it belongs to. */
  kind: 'direct' | 'group';
  chatName: string | null;
  readSeq: number;
  /** Older ones are not among the messages, whether they wait or not. */
  lookedAfter: number;
  /** What others wrote and was not read, the newest first. */
  messages: readonly SaidMessage[];
}

interface Member extends Place {
  readSeq: number;
  head: number;
  kind: string;
  name: string | null;
}

/** So many of the newest places of a log are looked at. Of more nobody is told how many. */
const lookedMax = 50;

/** Of each place, in their order; null for who is not in it: removed, or no follower of the thread any more. */
export async function readWaiting(
  { db }: Pick<Storage, 'db'>,
  places: readonly Place[],
): Promise<(WaitingLog | null)[]> {
  const members = await findMembers(db, places);
  const said = await findMessages(db, members);
  return places.map(({ userId, logId }) => {
    const member = members.find((one) => one.userId === userId && one.logId === logId);
    if (!member) return null;
    const lookedAfter = afterOf(member);
    const messages = (said.get(logId) ?? []).filter(({ seq, senderId }) => seq > lookedAfter && senderId !== userId);
    const kind = member.kind === 'direct' ? 'direct' : 'group';
    return { logId, kind, chatName: member.name, readSeq: member.readSeq, lookedAfter, messages };
  });
}

function afterOf({ readSeq, head }: Pick<Member, 'readSeq' | 'head'>): number {
  return Math.max(readSeq, head - lookedMax);
}

async function findMembers(db: Storage['db'], places: readonly Place[]): Promise<Member[]> {
  const asked = places.map(
    ({ userId, logId }) => sql`(cast(${userId} as text), cast(${logId} as text), cast(${doorOf(logId)} as text))`,
  );
  const { rows } = await sql<Member>`with asked (user_id, log_id, door_id) as (values ${sql.join(asked)})
    select asked.user_id as "userId", asked.log_id as "logId", me.read_seq as "readSeq", log.seq as head, door.kind, door.name
    from asked
    join members as me on me.chat_id = asked.log_id and me.user_id = asked.user_id
    join members as in_door on in_door.chat_id = asked.door_id and in_door.user_id = asked.user_id
    join chats as log on log.id = asked.log_id
    join chats as door on door.id = asked.door_id`.execute(db);
  return rows;
}

/** By log, the newest first: whoever waits for them, they are read once. */
async function findMessages(db: Storage['db'], members: readonly Member[]): Promise<Map<string, SaidMessage[]>> {
  const after = new Map<string, number>();
  for (const member of members) {
    after.set(member.logId, Math.min(after.get(member.logId) ?? Number.POSITIVE_INFINITY, afterOf(member)));
  }
  if (after.size === 0) return new Map();
  const asked = [...after].map(([logId, seq]) => sql`(cast(${logId} as text), cast(${seq} as bigint))`);
  const { rows } = await sql<SaidMessage & { logId: string }>`with asked (log_id, after) as (values ${sql.join(asked)})
    select asked.log_id as "logId", messages.seq, messages.sender_id as "senderId", messages.content, messages.created_at as at,
      messages.parts
    from asked join messages on messages.chat_id = asked.log_id and messages.seq > asked.after
    where messages.kind = 'text' and messages.deleted_at is null order by messages.seq desc`.execute(db);
  return Map.groupBy(rows, ({ logId }) => logId);
}
