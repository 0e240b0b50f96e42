import type { FileListPage, FileListQuery } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { sql } from 'kysely';
import { ApiError } from '../http/index.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/storage.ts';

interface Place {
  logId: string;
  seq: number;
  at: number;
}

/** Messages of a chat and of its threads that carry files of a kind. Whoever asks was let in before. */
export async function listFiles(storage: Storage, chatId: string, asked: FileListQuery): Promise<FileListPage> {
  const { kind, limit, before, after } = asked;
  if (before !== undefined && after !== undefined) refuse('before', 'not together with `after`');
  const isBackwards = after === undefined;
  const bound = isBackwards ? before : after;
  const place = bound === undefined ? null : await findPlace(storage, chatId, bound);
  const order = isBackwards ? 'desc' : 'asc';
  let wanted = storage.db
    .$extendTables<{ file_lists: { chat_id: string; kind: string; at: number; log_id: string; seq: number } }>()
    .selectFrom('file_lists')
    .innerJoin('messages', (join) =>
      join.onRef('messages.chat_id', '=', 'file_lists.log_id').onRef('messages.seq', '=', 'file_lists.seq'),
    )
    .where('file_lists.chat_id', '=', chatId)
    .where('file_lists.kind', '=', kind)
    .where('messages.deleted_at', 'is', null);
  if (place) {
    const { at, logId, seq } = place;
    const columns = sql`(file_lists.at, file_lists.log_id, file_lists.seq)`;
    const values = sql`(${at}, ${logId}, ${seq})`;
    wanted = wanted.where(isBackwards ? sql<boolean>`${columns} < ${values}` : sql<boolean>`${columns} > ${values}`);
  }
  const rows = await wanted
    .selectAll('messages')
    .orderBy('file_lists.at', order)
    .orderBy('file_lists.log_id', order)
    .orderBy('file_lists.seq', order)
    .limit(limit + 1)
    .execute();
  const messages = rows.slice(0, limit).map(toMessage);
  return { messages: isBackwards ? messages : messages.toReversed(), hasMore: rows.length > limit };
}

/** Also of a message that was deleted meanwhile: what is left of it keeps its place. */
async function findPlace({ db }: Storage, chatId: string, bound: string): Promise<Place> {
  const dot = bound.lastIndexOf('.');
  const [logId, seq] = [bound.slice(0, dot), Number(bound.slice(dot + 1))];
  const found =
    doorOf(logId) === chatId
      ? await db
          .selectFrom('messages')
          .where('chat_id', '=', logId)
          .where('seq', '=', seq)
          .select('created_at')
          .executeTakeFirst()
      : undefined;
  return found ? { logId, seq, at: found.created_at } : refuse('before', 'no message of this chat');
}

function refuse(path: string, message: string): never {
  throw new ApiError('invalid-request', 'The place is none of this chat.', { errors: [{ path, message }] });
}
