import { type Migration, migrations } from '../migrations/index.ts';

const notesTables: Migration = {
  name: '9010-notes',
  async up(db) {
    await db.schema
      .createTable('notes')
      .addColumn('chat_id', 'text')
      .addColumn('seq', 'integer')
      .addColumn('author_id', 'text')
      .addColumn('note', 'text')
      .addPrimaryKeyConstraint('notes_key', ['chat_id', 'seq', 'author_id'])
      .execute();
    await db.schema
      .createTable('counts')
      .addColumn('user_id', 'text', (column) => column.primaryKey())
      .addColumn('count', 'integer')
      .execute();
  },
};

/** To open a storage with what notes-rules.ts works with. */
export const withNotes = {
  rules: new URL('./notes-rules.ts', import.meta.url).href,
  migrations: [...migrations, notesTables],
};
