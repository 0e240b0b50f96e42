import { sql, type Kysely } from 'kysely';
import type { Role } from '@confab/protocol';
import type { CountedPosition } from '../storage/chat-log.ts';
import { mentionCount, unreadCount } from '../storage/index.ts';
import type { Database } from '../storage/schema.ts';
import { withoutShut } from './progress.ts';

export interface ChatRow {
  id: string;
  kind: 'direct' | 'group' | 'thread';
  name: string | null;
  createdBy: string;
  createdAt: number;
  lastSeq: number;
  rev: number;
  /** The viewer's own, of the same moment as `unread` and `mentions`. */
  readSeq: number;
  unread: number;
  mentions: number;
  lastAt: number;
  /** JSON by feature, null for none. */
  parts: string | null;
}

export interface MemberRow {
  chatId: string;
  userId: string;
  role: Role;
  joinedAt: number;
  readSeq: number;
}

/** Chats named in one query: a person's list is read in parts of this size. */
const chatsPerQuery = 200;

/** The ids of all chats that the user is a member of. */
export async function chatIdsOf(db: Kysely<Database>, userId: string): Promise<string[]> {
  return (await chatIdsOfUsers(db, [userId])).get(userId) ?? [];
}

/** The ids of all chats of each of the users, and of the threads behind their doors that they follow. */
export async function chatIdsOfUsers(db: Kysely<Database>, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.selectFrom('members').select(['user_id', 'chat_id']).where('user_id', 'in', userIds).execute();
  const chats = new Map<string, { id: string }[]>(userIds.map((userId) => [userId, []]));
  for (const { user_id, chat_id } of rows) chats.get(user_id)?.push({ id: chat_id });
  return new Map([...chats].map(([userId, own]) => [userId, withoutShut(own).map(({ id }) => id)]));
}

/** By chat, how far a user has read. */
export async function findPositions(db: Kysely<Database>, userId: string): Promise<Map<string, CountedPosition>> {
  const rows = await db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', userId)
    .select(['chats.id', 'me.read_seq as readSeq', 'chats.rev as atRev'])
    .select([unreadCount('chats', 'me').as('unread'), mentionCount('chats', 'me').as('mentions')])
    .execute();
  return new Map(withoutShut(rows).map(({ id, ...position }) => [id, position]));
}

/** Who became a member of which chat since then, in milliseconds since 1970. */
export async function findRecentMembers(
  db: Kysely<Database>,
  since: number,
): Promise<{ chatId: string; userId: string }[]> {
  return db
    .selectFrom('members')
    .select(['chat_id as chatId', 'user_id as userId'])
    .where('joined_at', '>=', since)
    .orderBy('joined_at')
    .execute();
}

/** The chats whose members or name were changed since then, in milliseconds since 1970, and by which change at the latest. */
export async function findRecentSystemChanges(db: Kysely<Database>, since: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('messages')
    // As a literal: a database uses a partial index only where it can see that the query is about its rows.
    .where('kind', '=', sql.lit('system'))
    .where('created_at', '>=', since)
    .groupBy('chat_id')
    .select((query) => ['chat_id as chatId', query.fn.max('rev').as('rev')])
    .execute();
  return new Map(rows.map(({ chatId, rev }) => [chatId, rev]));
}

/** The direct chat of two people: `key` as `create-chat` stores it. */
export async function findDirectChat(db: Kysely<Database>, key: string): Promise<string | null> {
  const row = await db.selectFrom('chats').select('id').where('direct_key', '=', key).executeTakeFirst();
  return row?.id ?? null;
}

export async function findMember(db: Kysely<Database>, chatId: string, userId: string): Promise<Role | null> {
  const row = await db
    .selectFrom('members')
    .select('role')
    .where('chat_id', '=', chatId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.role ?? null;
}

/**
 * Those of the chats that the viewer is a member of, as the viewer sees them: `unread` is counted here, from the read
 * position and the log, and never kept (D21).
 */
export async function findChats(
  db: Kysely<Database>,
  viewerId: string,
  chatIds: readonly string[],
): Promise<ChatRow[]> {
  const parts = partsOf(chatIds, chatsPerQuery).map((part) => findSomeChats(db, viewerId, part));
  return (await Promise.all(parts)).flat();
}

/** What is the same for everybody who sees it. */
const columnsOfChat = [
  'chats.id',
  'chats.kind',
  'chats.name',
  'chats.created_by as createdBy',
  'chats.created_at as createdAt',
  'chats.seq as lastSeq',
  'chats.rev',
  'chats.last_at as lastAt',
  'chats.parts',
] as const;

async function findSomeChats(db: Kysely<Database>, viewerId: string, chatIds: readonly string[]): Promise<ChatRow[]> {
  return db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', viewerId)
    .where('me.chat_id', 'in', chatIds)
    .select([...columnsOfChat, 'me.read_seq as readSeq'])
    .select([unreadCount('chats', 'me').as('unread'), mentionCount('chats', 'me').as('mentions')])
    .execute();
}

/** A thread as somebody sees it who may be there, follower or not: it has nothing unread for who does not follow it. */
export async function findThread(db: Kysely<Database>, viewerId: string, threadId: string): Promise<ChatRow[]> {
  return db
    .selectFrom('chats')
    .leftJoin('members as me', (join) => join.onRef('me.chat_id', '=', 'chats.id').on('me.user_id', '=', viewerId))
    .where('chats.id', '=', threadId)
    .select(columnsOfChat)
    .select((it) => [
      it.fn.coalesce('me.read_seq', 'chats.seq').as('readSeq'),
      it.fn.coalesce(unreadCount('chats', 'me'), sql.lit(0)).as('unread'),
      mentionCount('chats', 'me').as('mentions'),
    ])
    .execute();
}

/** Of these threads, those that were spoken in since then, in milliseconds since 1970. */
export async function findAwake(db: Kysely<Database>, threadIds: readonly string[], since: number): Promise<string[]> {
  const parts = partsOf(threadIds, chatsPerQuery).map((part) =>
    db.selectFrom('chats').select('id').where('id', 'in', part).where('last_at', '>=', since).execute(),
  );
  return (await Promise.all(parts)).flat().map(({ id }) => id);
}

/** Where a chat stands in a list: last spoken in first. */
export interface ChatPlace {
  id: string;
  lastAt: number;
}

export type SizedChat = ChatPlace & { members: number };

/** With what tells whether something is another than before: see chat-memory.ts. `reads`: the sum of the read positions of all members. */
export type ListedChat = SizedChat & { rev: number; reads: number; readSeq: number };

/** The user's chats in that order, from the place `after` on. */
export async function findChatPage(
  db: Kysely<Database>,
  userId: string,
  { after, limit }: { after: ChatPlace | null; limit: number },
): Promise<ListedChat[]> {
  let query = selectListed(db, userId)
    .where('chats.kind', '<>', 'thread')
    .orderBy('chats.last_at', 'desc')
    .orderBy('chats.id')
    .limit(limit);
  if (after) {
    const { lastAt, id } = after;
    query = query.where((it) =>
      it.or([it('chats.last_at', '<', lastAt), it.and([it('chats.last_at', '=', lastAt), it('chats.id', '>', id)])]),
    );
  }
  return await query.execute();
}

/** Those of the chats that the user is in, in no order. */
export async function findListed(
  db: Kysely<Database>,
  userId: string,
  chatIds: readonly string[],
): Promise<ListedChat[]> {
  const parts = partsOf(chatIds, chatsPerQuery).map((part) =>
    selectListed(db, userId).where('chats.id', 'in', part).execute(),
  );
  return (await Promise.all(parts)).flat();
}

function selectListed(db: Kysely<Database>, userId: string) {
  return db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', userId)
    .select(['chats.id', 'chats.last_at as lastAt', 'chats.rev', 'me.read_seq as readSeq'])
    .select([
      sql<number>`(select count(*) from members where members.chat_id = chats.id)`.as('members'),
      sql<number>`(select cast(sum(read_seq) as bigint) from members where members.chat_id = chats.id)`.as('reads'),
    ]);
}

/** In parts that have no more chats and members than this together; a chat that has more is a part of its own. */
export function sizedParts<Sized extends SizedChat>(
  places: readonly Sized[],
  max: { chats: number; members: number },
): Sized[][] {
  const parts: Sized[][] = [];
  let members = 0;
  for (const place of places) {
    const part = parts.at(-1);
    members += place.members;
    if (part && part.length < max.chats && members <= max.members) part.push(place);
    else {
      parts.push([place]);
      ({ members } = place);
    }
  }
  return parts;
}

/** Everybody in these chats, the earliest first. */
export async function findMembers(db: Kysely<Database>, chatIds: readonly string[]): Promise<Map<string, MemberRow[]>> {
  const parts = partsOf(chatIds, chatsPerQuery).map((part) =>
    db
      .selectFrom('members')
      .select(['chat_id as chatId', 'user_id as userId', 'role', 'joined_at as joinedAt', 'read_seq as readSeq'])
      .where('chat_id', 'in', part)
      .orderBy('joined_at')
      .orderBy('user_id')
      .execute(),
  );
  return Map.groupBy((await Promise.all(parts)).flat(), (row) => row.chatId);
}

function partsOf<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
