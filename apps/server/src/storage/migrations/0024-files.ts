import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

const tables = featureTables('0024-files', [
  {
    /**
     * What was uploaded. `key`: where its bytes are kept, empty before they are; `whole` is 1 once they are there. `free_at`: when it may
     * be removed, 0 while it belongs to a message, -1 once it is being removed.
     */
    name: 'files',
    columns: {
      id: 'id',
      user_id: 'id',
      name: 'text',
      type: 'text',
      size: 'int',
      key: 'id',
      whole: 'int',
      at: 'int',
      free_at: 'int',
    },
    key: ['id'],
  },
  {
    /** The messages that files belong to. `chat_id`: whose members may see it. `log_id`: that chat, or a thread of it. */
    name: 'file_messages',
    columns: { file_id: 'id', log_id: 'id', seq: 'int', chat_id: 'id' },
    key: ['file_id', 'log_id', 'seq'],
    chat: 'chat_id',
  },
  /** How many bytes are taken, by each person, and by all under `*`. */
  { name: 'file_room', columns: { owner: 'id', bytes: 'int' }, key: ['owner'] },
]);

export const files: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('files_of_people').on('files').columns(['user_id', 'free_at']).execute();
    await db.schema.createIndex('files_to_remove').on('files').columns(['free_at']).execute();
  },
};
