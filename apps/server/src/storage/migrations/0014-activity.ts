import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** What concerns people, by place; `*` for all members of the chat. */
const tables = featureTables('0014-activity', [
  {
    name: 'activity',
    columns: { user_id: 'id', kind: 'id', chat_id: 'id', seq: 'int', actor_id: 'id', at: 'int' },
    key: ['user_id', 'kind', 'chat_id', 'seq', 'actor_id'],
    chat: 'chat_id',
  },
]);

export const activity: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    // It is listed in this order, and what is too old is found in it.
    await sql`create index activity_by_time on activity (user_id, at)`.execute(db);
  },
};
