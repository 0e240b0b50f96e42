import { privacyDocument, type Readers, type ReadersQuery } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { sql } from 'kysely';
import type { Accounts } from '../accounts/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import { ApiError } from '../http/index.ts';
import { requirePlace } from '../messages/index.ts';
import type { Storage } from '../storage/storage.ts';

export interface ReadersContext {
  storage: Storage;
  access: ChatAccess;
  accounts: Accounts;
}

type Place = [name: string, userId: string];

/** Who has read a message, or has not: of those who were there when it was sent and show it, by name. */
export async function listReaders(
  { storage: { db }, access, accounts }: ReadersContext,
  names: { chatId: string; messageId: string; callerId: string },
  { state, limit, cursor }: ReadersQuery,
): Promise<Readers> {
  const { chatId, seq } = await requirePlace(access, names);
  if (isThreadId(chatId)) throw new ApiError('forbidden', 'Messages of threads have no receipts.');
  const hiding = await accounts.whoHide('receipts', [names.callerId]);
  if (hiding.size > 0) throw new ApiError('forbidden', 'Who hides how far they have read is not told it of others.');
  const message = await db
    .selectFrom('messages')
    .select(['sender_id', 'created_at', 'deleted_at'])
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (!message) throw new ApiError('not-found', 'There is no such message in this chat.');
  if (message.deleted_at !== null) throw new ApiError('message-deleted', 'The message was deleted.');
  // The value was written by JSON.stringify, of a schema whose fields hold no text of people.
  const there = sql`from members join users on users.id = members.user_id
    left join person_documents as privacy
      on privacy.user_id = members.user_id and privacy.key = ${privacyDocument.kind}
        and privacy.value like '%"receipts":"hidden"%'
    where members.chat_id = ${chatId} and members.joined_at <= ${message.created_at} and privacy.user_id is null
      and members.user_id <> ${names.callerId} and members.user_id <> ${message.sender_id}`;
  const { rows: counted } = await sql<{ read: number; everybody: number }>`
    select cast(count(case when members.read_seq >= ${seq} then 1 end) as bigint) as read,
      cast(count(*) as bigint) as everybody ${there}`.execute(db);
  const after = cursor === undefined ? null : readCursor(cursor);
  const { rows } = await sql<{ id: string; name: string }>`
    select users.id as id, users.search_name as name ${there}
      and ${state === 'read' ? sql`members.read_seq >= ${seq}` : sql`members.read_seq < ${seq}`}
      and ${after ? sql`(users.search_name, users.id) > (${after[0]}, ${after[1]})` : sql`true`}
    order by users.search_name, users.id limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const users = await accounts.users(
    page.map(({ id }) => id),
    names.callerId,
  );
  const { read, everybody } = counted[0] ?? { read: 0, everybody: 0 };
  return {
    users: [...users.values()],
    counts: { read, unread: everybody - read },
    nextCursor: rows.length > limit && last ? writeCursor([last.name, last.id]) : null,
  };
}

function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === 2 && place.every((part) => isPart(part))) return place as Place;
  } catch {
    // As wrong as any other text.
  }
  throw new ApiError('invalid-request', 'Start again without a cursor.', {
    errors: [{ path: 'cursor', message: 'not one that the server gave' }],
  });
}

/** PostgreSQL has no NUL. */
function isPart(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}
