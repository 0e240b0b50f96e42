import { decodeParts, type Removal } from '@confab/protocol';
import { type Kysely, sql } from 'kysely';
import { ApiError } from '../http/api-error.ts';
import type { Database } from '../storage/schema.ts';
import type { ChatContext } from './chat-context.ts';
import { findMember } from './chat-store.ts';

/** Comings and goings of one person that are looked through, the newest first. */
const lookedThrough = 50;

/**
 * Who removed the caller from a chat, and from which. A chat that the caller was not removed from answers as one that does
 * not exist (D20), and the name is that of the time: what happened in it since is not the caller's to know.
 */
export async function findRemoval(
  { storage: { db } }: ChatContext,
  chatId: string,
  callerId: string,
): Promise<Removal> {
  const last = (await findMember(db, chatId, callerId)) === null ? await lastGoing(db, chatId, callerId) : null;
  if (last === null || last.by === callerId) throw new ApiError('not-found', 'There is no such chat.');
  return { userId: last.by, at: new Date(last.at).toISOString(), chatName: await nameBefore(db, chatId, last.seq) };
}

async function lastGoing(
  db: Kysely<Database>,
  chatId: string,
  userId: string,
): Promise<{ seq: number; by: string; at: number } | null> {
  const rows = await systemMessages(db, chatId)
    .where('parts', 'like', `%"${userId}"%`)
    .select(['seq', 'sender_id', 'created_at', 'parts'])
    .orderBy('seq', 'desc')
    .limit(lookedThrough)
    .execute();
  // The `like` above only makes them few: what was said is in the event.
  const row = rows.find(({ parts }) => {
    const { event } = decodeParts(parts);
    return (event?.type === 'member-removed' || event?.type === 'member-left') && event.userId === userId;
  });
  return row ? { seq: row.seq, by: row.sender_id, at: row.created_at } : null;
}

async function nameBefore(db: Kysely<Database>, chatId: string, seq: number): Promise<string | null> {
  const renames = (of: '<' | '>', order: 'asc' | 'desc') =>
    systemMessages(db, chatId)
      .where('seq', of, seq)
      .where('parts', 'like', '%"renamed"%')
      .select('parts')
      .orderBy('seq', order)
      .limit(1)
      .executeTakeFirst();
  const before = await renames('<', 'desc');
  if (before) {
    const { event } = decodeParts(before.parts);
    return event?.type === 'renamed' ? event.name : null;
  }
  // Its first name, unless it was renamed since: that one is not kept.
  if (await renames('>', 'asc')) return null;
  const chat = await db.selectFrom('chats').select('name').where('id', '=', chatId).executeTakeFirst();
  return chat?.name ?? null;
}

function systemMessages(db: Kysely<Database>, chatId: string) {
  // As a literal: a database uses a partial index only where it can see that the query is about its rows.
  return db.selectFrom('messages').where('chat_id', '=', chatId).where('kind', '=', sql.lit('system'));
}
