import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/**
 * Messages with links, found in the log behind the sends. `log_id`: the chat, or a thread of it; `at`: when they were sent. A cursor
 * is the change up to which a log was looked through; a log without one was not.
 */
const tables = featureTables('0040-links', [
  {
    name: 'link_lists',
    columns: { chat_id: 'id', at: 'int', log_id: 'id', seq: 'int' },
    key: ['log_id', 'seq'],
    chat: 'chat_id',
  },
  { name: 'link_cursors', columns: { log_id: 'id', chat_id: 'id', rev: 'int' }, key: ['log_id'], chat: 'chat_id' },
]);

export const links: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index link_lists_of_chats on link_lists (chat_id, at, log_id, seq)`.execute(db);
  },
};
