import { featureTables } from '../migrations/feature-tables.ts';
import { migrations } from '../migrations/index.ts';

const notesTables = featureTables('9010-notes', [
  {
    name: 'notes',
    columns: { chat_id: 'id', seq: 'int', author_id: 'id', note: 'text' },
    key: ['chat_id', 'seq', 'author_id'],
  },
  { name: 'counts', columns: { user_id: 'id', count: 'int' }, key: ['user_id'] },
]);

/** To open a storage with what notes-rules.ts works with. */
export const withNotes = {
  rules: new URL('./notes-rules.ts', import.meta.url).href,
  migrations: [...migrations, notesTables],
};
