import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * With which session of a provider a log-in began that has a step left: JSON, or empty. Nodes of the version before leave it so, and then the
 * session is ended with all of its person.
 */
export const begunAtProvider: Migration = {
  name: '0043-begun-at-a-provider',
  tables: [
    {
      name: 'log_in_challenges',
      columns: { begun_at: 'text' },
      key: ['token_hash'],
      belongsTo: { column: 'user_id', to: 'users.id' },
    },
  ],
  async up(db) {
    await sql`alter table log_in_challenges add column begun_at text not null default ''`.execute(db);
  },
};
