import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { type RawBuilder, sql } from 'kysely';
import { ApiError } from '../http/index.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/storage.ts';

export interface ListAsk {
  chatId: string;
  /** Selects `at`, `log_id` and `seq` of messages of the chat and of its threads; with an index of these three. */
  listed: RawBuilder<unknown>;
  limit: number;
  /** As `chatId.seq`; one of the two. */
  before?: string | undefined;
  after?: string | undefined;
}

interface Place {
  logId: string;
  seq: number;
  at: number;
}

/** Messages that stand in a list, as they are now, the newest first; none that was deleted. Whoever asks was let in before. */
export async function listPlaces(
  storage: Storage,
  { chatId, listed, limit, before, after }: ListAsk,
): Promise<{ messages: Message[]; hasMore: boolean }> {
  if (before !== undefined && after !== undefined) refuse('before', 'not together with `after`');
  const isBackwards = after === undefined;
  const bound = isBackwards ? before : after;
  const place = bound === undefined ? null : await findPlace(storage, chatId, bound);
  const order = isBackwards ? 'desc' : 'asc';
  let wanted = storage.db
    .selectFrom(sql<{ at: number; log_id: string; seq: number }>`(${listed})`.as('listed'))
    .innerJoin('messages', (join) =>
      join.onRef('messages.chat_id', '=', 'listed.log_id').onRef('messages.seq', '=', 'listed.seq'),
    )
    .where('messages.deleted_at', 'is', null);
  if (place) {
    const { at, logId, seq } = place;
    const columns = sql`(listed.at, listed.log_id, listed.seq)`;
    const values = sql`(${at}, ${logId}, ${seq})`;
    wanted = wanted.where(isBackwards ? sql<boolean>`${columns} < ${values}` : sql<boolean>`${columns} > ${values}`);
  }
  const rows = await wanted
    .selectAll('messages')
    .orderBy('listed.at', order)
    .orderBy('listed.log_id', order)
    .orderBy('listed.seq', order)
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
