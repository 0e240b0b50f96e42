import type { BlockedUnread } from '@confab/protocol';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { type RawBuilder, sql } from 'kysely';
import { everybody, type Storage } from '../storage/index.ts';

/** So many of the newest unread messages of a chat are looked at. */
const perChatMax = 10_000;
/** Of all chats together, those that were spoken in last first: what is unread has no bound. */
const messagesMax = 100_000;
const chatsPerQuery = 100;

interface Asked {
  userId: string;
  blockedIds: readonly string[];
  /** Of these chats and threads alone. */
  chatIds?: readonly string[];
}

/**
 * What of somebody's unread messages is by these people (D82), where there is any: to be taken off what `unreadCount` and `mentionCount`
 * say of the same place.
 */
export async function countBlocked({ db }: Pick<Storage, 'db'>, asked: Asked): Promise<BlockedUnread[]> {
  if (asked.blockedIds.length === 0) return [];
  const chatIds = await findUnread(db, asked);
  const counts: BlockedUnread[] = [];
  for (let start = 0; start < chatIds.length; start += chatsPerQuery) {
    counts.push(...(await countPart(db, asked, chatIds.slice(start, start + chatsPerQuery))));
  }
  return counts.filter(({ unread }) => unread > 0);
}

/** The chats in which something is unread, as far as they are looked into. */
async function findUnread(db: Storage['db'], { userId, chatIds }: Asked): Promise<string[]> {
  let query = db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', userId)
    .whereRef('chats.seq', '>', 'me.read_seq')
    .select(['chats.id', 'chats.seq', 'me.read_seq as readSeq'])
    .orderBy('chats.last_at', 'desc');
  // More would not go into one statement: then all are read, and those kept that are meant.
  if (chatIds && chatIds.length <= chatsPerQuery) query = query.where('me.chat_id', 'in', chatIds);
  const meant = chatIds && new Set(chatIds);
  const rows = (await query.execute()).filter(({ id }) => !meant || meant.has(id));
  const shut = await findShut(
    db,
    userId,
    rows.map(({ id }) => id),
  );
  let left = messagesMax;
  return rows.flatMap(({ id, seq, readSeq }) => {
    if (left <= 0 || shut.has(id)) return [];
    left -= Math.min(perChatMax, seq - readSeq);
    return [id];
  });
}

/** Threads of chats that somebody is in no more: what members say of them opens no door. */
async function findShut(db: Storage['db'], userId: string, chatIds: readonly string[]): Promise<Set<string>> {
  const threads = chatIds.filter(isThreadId);
  if (threads.length === 0) return new Set();
  const doors = [...new Set(threads.map(doorOf))];
  const open = new Set<string>();
  for (let start = 0; start < doors.length; start += chatsPerQuery) {
    const part = doors.slice(start, start + chatsPerQuery);
    const rows = await db
      .selectFrom('members')
      .select('chat_id')
      .where('user_id', '=', userId)
      .where('chat_id', 'in', part)
      .execute();
    for (const { chat_id: chatId } of rows) open.add(chatId);
  }
  return new Set(threads.filter((id) => !open.has(doorOf(id))));
}

function countPart(db: Storage['db'], { userId, blockedIds }: Asked, chatIds: readonly string[]) {
  const theirs = isTheirs(blockedIds);
  return db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', userId)
    .where('me.chat_id', 'in', chatIds)
    .select(['chats.id as chatId', 'me.read_seq as readSeq', 'chats.seq as upToSeq', 'chats.rev as atRev'])
    .select([
      sql<number>`(select count(*) from messages as said where said.chat_id = chats.id and said.seq > me.read_seq and ${theirs})`.as(
        'unread',
      ),
      sql<number>`(
        select count(*) from mentions as mention
        join messages as said on said.chat_id = mention.chat_id and said.seq = mention.seq
        where mention.user_id in (me.user_id, ${sql.lit(everybody)}) and mention.chat_id = chats.id
          and mention.seq > me.read_seq and ${theirs})`.as('mentions'),
    ])
    .execute();
}

function isTheirs(blockedIds: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`said.seq > chats.seq - ${sql.lit(perChatMax)} and said.sender_id in (${sql.join(blockedIds)})
    and said.kind = 'text' and said.deleted_at is null`;
}
