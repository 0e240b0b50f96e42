import { type Kysely, sql } from 'kysely';
import { doorOf } from '@confab/protocol/threads';
import type { CountedPosition } from '../storage/chat-log.ts';
import { mentionCount, unreadCount } from '../storage/index.ts';
import type { Database } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';

/** Where a chat is, and how far somebody in it has read, of one moment: what is unread is another only where one of these is. */
export interface Progress {
  id: string;
  seq: number;
  rev: number;
  lastAt: number;
  readSeq: number;
}

/** Of each of the users, all chats that they are in, and the threads behind their doors that they follow. Nothing is counted. */
export async function findProgress(db: Kysely<Database>, userIds: readonly string[]): Promise<Map<string, Progress[]>> {
  const rows = await db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', 'in', userIds)
    .select(['me.user_id as userId', 'chats.id', 'chats.seq', 'chats.rev'])
    .select(['chats.last_at as lastAt', 'me.read_seq as readSeq'])
    .execute();
  const progress = new Map<string, Progress[]>(userIds.map((userId) => [userId, []]));
  for (const { userId, ...one } of rows) progress.get(userId)?.push(one);
  return new Map([...progress].map(([userId, all]) => [userId, withoutShut(all)]));
}

/**
 * Whoever is removed from a chat follows none of its threads. Nodes of the version before leave these rows where they remove
 * somebody: what they say opens no door.
 */
export function withoutShut<Chat extends { id: string }>(chats: readonly Chat[]): Chat[] {
  const mine = new Set(chats.map(({ id }) => id));
  return chats.filter(({ id }) => mine.has(doorOf(id)));
}

/** Somebody in a chat. */
export interface Seat {
  userId: string;
  chatId: string;
}

/** A seat as a key, and back. No id has a space. */
export const seatKey = ({ userId, chatId }: Seat): string => `${userId} ${chatId}`;

/** By key, what is unread at each of these seats: counted now. One that is nobody's any more is left out. */
export async function countUnread(
  { db, dialect }: Pick<Storage, 'db' | 'dialect'>,
  keys: readonly string[],
): Promise<Map<string, CountedPosition>> {
  // One parameter, however many they are: a statement of hundreds costs more to write than to run.
  const json = JSON.stringify(keys.map((key) => key.split(' ')));
  const seats =
    dialect === 'sqlite'
      ? sql`select key as place, value from json_each(${json})`
      : sql`select place - 1 as place, value from json_array_elements(cast(${json} as json)) with ordinality as seat (value, place)`;
  const { rows } = await sql<CountedPosition & { place: number }>`
    with asked as (${seats}),
      seat as (select place, value ->> 0 as user_id, value ->> 1 as chat_id from asked)
    select seat.place, me.read_seq as "readSeq", chats.rev as "atRev",
      ${unreadCount('chats', 'me')} as unread, ${mentionCount('chats', 'me')} as mentions
    from seat
    cross join members as me
    cross join chats
    where me.chat_id = seat.chat_id and me.user_id = seat.user_id and chats.id = seat.chat_id`.execute(db);
  // By their place: ids are longer than all that is answered of them.
  return new Map(rows.map(({ place, ...position }) => [keys[place] ?? '', position]));
}
