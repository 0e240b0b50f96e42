import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** Messages with files, by what they carry. `log_id`: the chat, or a thread of it; `at`: when they were sent. */
const tables = featureTables('0026-file-lists', [
  {
    name: 'file_lists',
    columns: { chat_id: 'id', kind: 'id', at: 'int', log_id: 'id', seq: 'int' },
    key: ['log_id', 'seq', 'kind'],
    chat: 'chat_id',
  },
]);

export const fileLists: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index file_lists_of_chats on file_lists (chat_id, kind, at, log_id, seq)`.execute(db);
    // Of what was sent before, no picture has a size, and none is a voice message.
    await sql`
      insert into file_lists (chat_id, kind, at, log_id, seq)
      select distinct file_messages.chat_id, case when files.type like 'video/%' then 'pictures' else 'files' end,
        messages.created_at, file_messages.log_id, file_messages.seq
      from file_messages
      join files on files.id = file_messages.file_id
      join messages on messages.chat_id = file_messages.log_id and messages.seq = file_messages.seq`.execute(db);
  },
};
