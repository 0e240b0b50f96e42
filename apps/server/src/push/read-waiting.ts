import { doorOf } from '@confab/protocol/threads';
import { sql } from 'kysely';
import type { SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';

/** A person's log. */
export interface Place {
  userId: string;
  logId: string;
  /** A message that is looked at too, however old it is: it was edited. */
  edited?: number | null;
}

export interface WaitingMessage extends SaidMessage {
  editedAt: number | null;
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
  /** But for this one. */
  edited: number | null;
  /** What others wrote and was not read, the newest first; and the newest that names the person, however old it is. */
  messages: readonly WaitingMessage[];
}

interface Member extends Place {
  edited: number | null;
  readSeq: number;
  head: number;
  kind: string;
  name: string | null;
}

/** So many of the newest places of a log are looked at. Of more nobody is told how many. */
const lookedMax = 20;

/** Of each place, in their order; null for who is not in it: removed, or no follower of the thread any more. */
export async function readWaiting(
  { db }: Pick<Storage, 'db'>,
  places: readonly Place[],
): Promise<(WaitingLog | null)[]> {
  const members = await findMembers(db, places);
  const [said, naming, changed] = await Promise.all([
    findMessages(db, members),
    findNaming(db, members),
    findEdited(db, members),
  ]);
  return places.map(({ userId, logId }) => {
    const member = members.find((one) => one.userId === userId && one.logId === logId);
    if (!member) return null;
    const lookedAfter = afterOf(member);
    const newest = (said.get(logId) ?? []).filter(({ seq }) => seq > lookedAfter);
    const named = naming.filter((one) => one.logId === logId && one.for === userId);
    const others = changed.filter(
      ({ logId: of, seq }) => of === logId && seq === member.edited && seq !== named[0]?.seq,
    );
    const messages = [...newest, ...named, ...others].filter(({ senderId }) => senderId !== userId);
    const kind = member.kind === 'direct' ? 'direct' : 'group';
    const { readSeq, name: chatName, edited } = member;
    return { logId, kind, chatName, readSeq, lookedAfter, edited, messages };
  });
}

function afterOf({ readSeq, head }: Pick<Member, 'readSeq' | 'head'>): number {
  return Math.max(readSeq, head - lookedMax);
}

async function findMembers(db: Storage['db'], places: readonly Place[]): Promise<Member[]> {
  const edited = new Map(places.map((place) => [`${place.userId} ${place.logId}`, place.edited ?? null]));
  const asked = places.map(
    ({ userId, logId }) => sql`(cast(${userId} as text), cast(${logId} as text), cast(${doorOf(logId)} as text))`,
  );
  const { rows } = await sql<
    Omit<Member, 'edited'>
  >`with asked (user_id, log_id, door_id) as (values ${sql.join(asked)})
    select asked.user_id as "userId", asked.log_id as "logId", me.read_seq as "readSeq", log.seq as head, door.kind, door.name
    from asked
    join members as me on me.chat_id = asked.log_id and me.user_id = asked.user_id
    join members as in_door on in_door.chat_id = asked.door_id and in_door.user_id = asked.user_id
    join chats as log on log.id = asked.log_id
    join chats as door on door.id = asked.door_id`.execute(db);
  return rows.map((row) => ({ ...row, edited: edited.get(`${row.userId} ${row.logId}`) ?? null }));
}

/**
 * Of those who are further behind, the newest message before that names them, by the index of mentions: much may have been said since, while
 * they were busy elsewhere or their push service was away.
 */
async function findNaming(
  db: Storage['db'],
  members: readonly Member[],
): Promise<(WaitingMessage & { logId: string; for: string })[]> {
  const asked = members.flatMap((member) => {
    const { userId, logId, readSeq } = member;
    const upTo = afterOf(member);
    return upTo > readSeq
      ? [sql`(cast(${userId} as text), cast(${logId} as text), cast(${readSeq} as bigint), cast(${upTo} as bigint))`]
      : [];
  });
  if (asked.length === 0) return [];
  const { rows } = await sql<WaitingMessage & { logId: string; for: string }>`
    with asked (user_id, log_id, after, up_to) as (values ${sql.join(asked)})
    select asked.log_id as "logId", asked.user_id as "for", messages.seq, messages.sender_id as "senderId", messages.content,
      messages.created_at as at, messages.edited_at as "editedAt", messages.parts
    from asked join messages on messages.chat_id = asked.log_id and messages.seq = (
      select max(mentions.seq) from mentions where mentions.user_id in (asked.user_id, '*') and mentions.chat_id = asked.log_id
        and mentions.seq > asked.after and mentions.seq <= asked.up_to)
    where messages.kind = 'text' and messages.deleted_at is null`.execute(db);
  return rows;
}

/** By log, the newest first: whoever waits for them, they are read once. */
async function findMessages(db: Storage['db'], members: readonly Member[]): Promise<Map<string, WaitingMessage[]>> {
  const after = new Map<string, number>();
  for (const member of members) {
    after.set(member.logId, Math.min(after.get(member.logId) ?? Number.POSITIVE_INFINITY, afterOf(member)));
  }
  if (after.size === 0) return new Map();
  const asked = [...after].map(([logId, seq]) => sql`(cast(${logId} as text), cast(${seq} as bigint))`);
  const { rows } = await sql<
    WaitingMessage & { logId: string }
  >`with asked (log_id, after) as (values ${sql.join(asked)})
    select asked.log_id as "logId", messages.seq, messages.sender_id as "senderId", messages.content, messages.created_at as at,
      messages.edited_at as "editedAt", messages.parts
    from asked join messages on messages.chat_id = asked.log_id and messages.seq > asked.after
    where messages.kind = 'text' and messages.deleted_at is null order by messages.seq desc`.execute(db);
  return Map.groupBy(rows, ({ logId }) => logId);
}

/** Those that the jobs name, where they are not among the newest. */
async function findEdited(
  db: Storage['db'],
  members: readonly Member[],
): Promise<(WaitingMessage & { logId: string })[]> {
  const old = members.filter((member) => {
    const { edited, readSeq } = member;
    return edited !== null && edited > readSeq && edited <= afterOf(member);
  });
  if (old.length === 0) return [];
  const asked = old.map(({ logId, edited }) => sql`(cast(${logId} as text), cast(${edited} as bigint))`);
  const { rows } = await sql<WaitingMessage & { logId: string }>`with asked (log_id, seq) as (values ${sql.join(asked)})
    select distinct messages.chat_id as "logId", messages.seq, messages.sender_id as "senderId", messages.content,
      messages.created_at as at, messages.edited_at as "editedAt", messages.parts
    from asked join messages on messages.chat_id = asked.log_id and messages.seq = asked.seq
    where messages.kind = 'text' and messages.deleted_at is null`.execute(db);
  return rows;
}
