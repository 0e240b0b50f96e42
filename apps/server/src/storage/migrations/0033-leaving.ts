import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

const tables = featureTables('0033-leaving', [
  {
    /** Links that let their holder in once. Only hashes: reading it opens nothing. `bound`: to what it holds for. */
    name: 'log_in_links',
    columns: { token_hash: 'id', user_id: 'id', purpose: 'id', bound: 'id', expires_at: 'int' },
    key: ['token_hash'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  {
    /** Accounts that are being deleted: what becomes of their messages, and how far that has come (`after`: the place of a message). */
    name: 'account_deletions',
    columns: { user_id: 'id', messages: 'id', at: 'int', after: 'text' },
    key: ['user_id'],
  },
]);

export const leaving: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('log_in_links_by_user').on('log_in_links').columns(['user_id']).execute();
    // The row stays, for what was written: null for accounts that are not deleted.
    await sql`alter table users add column deleted_at ${sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')}`.execute(
      db,
    );
  },
};
