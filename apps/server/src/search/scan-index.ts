import { sql } from 'kysely';
import { type Candidates, firstIdAt, type IndexQuery, type SearchIndex } from '../storage/search/search-index.ts';
import type { Storage } from '../storage/storage.ts';

interface Row {
  id: number;
  logId: string;
  seq: number;
}

/** No index: names every message of the person's chats. */
export class ScanIndex implements Pick<SearchIndex, 'find'> {
  readonly #storage: Pick<Storage, 'db'>;

  constructor(storage: Pick<Storage, 'db'>) {
    this.#storage = storage;
  }

  async find({ userId, chatId, above, below, order }: IndexQuery): Promise<Candidates> {
    const { rows } = await sql<Row>`
      select messages.created_at as id, messages.chat_id as "logId", messages.seq as seq from messages
      join members on members.user_id = ${userId} and (messages.chat_id = members.chat_id
        or (messages.chat_id >= members.chat_id || '~' and messages.chat_id < members.chat_id || '~~'))
      where members.chat_id not like '%~%' and messages.kind = 'text'`.execute(this.#storage.db);
    const found = rows
      .map((row) => ({ ...row, id: firstIdAt(row.id) + (row.seq % 4_096) }))
      .filter(({ id, logId }) => id > above && id < below && (chatId === null || logId.startsWith(chatId)))
      .toSorted((one, other) => (order === 'newest' ? other.id - one.id : one.id - other.id));
    return { found, next: null };
  }
}
