import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Up to what a device was told of a log: not the same as what it shows, where an edit made an older message worth telling. Nodes of the
 * version before leave the two at 0, or as they were: then what is shown is what was told.
 */
export const pushTold: Migration = {
  name: '0025-push-told',
  tables: [
    {
      name: 'push_shown',
      columns: { told_seq: 'int', told_at: 'int' },
      key: ['session_id', 'log_id'],
      belongsTo: { column: 'session_id', to: 'push_subscriptions.session_id' },
    },
  ],
  async up(db) {
    await sql`alter table push_shown add column told_seq bigint not null default 0`.execute(db);
    await sql`alter table push_shown add column told_at bigint not null default 0`.execute(db);
  },
};
