import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

const tables = featureTables('0038-retention', [
  /** Of whom or of what nothing is deleted. `kind`: `chat` or `person`. */
  { name: 'holds', columns: { kind: 'id', id: 'id', by_id: 'id', at: 'int', reason: 'text' }, key: ['kind', 'id'] },
  /**
   * What people deleted while it was held: hidden, and kept here. `chat_id`: the chat whose log, or whose thread's, it stands in. `parts` is
   * empty for none; `versions` is JSON, the texts before the last one.
   */
  {
    name: 'held_messages',
    columns: { log_id: 'id', seq: 'int', chat_id: 'id', content: 'text', parts: 'text', versions: 'text', at: 'int' },
    key: ['log_id', 'seq'],
    chat: 'chat_id',
  },
  /** The files of these, which are kept for them. */
  {
    name: 'held_files',
    columns: { file_id: 'id', log_id: 'id', seq: 'int', chat_id: 'id' },
    key: ['file_id', 'log_id', 'seq'],
    chat: 'chat_id',
  },
  /** Up to which message of a log everything that was too old is gone; `kind`: `messages` or `files`. */
  { name: 'retention_cursors', columns: { log_id: 'id', kind: 'id', seq: 'int' }, key: ['log_id', 'kind'] },
]);

export const retention: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('held_messages_of_chats').on('held_messages').columns(['chat_id']).execute();
  },
};
