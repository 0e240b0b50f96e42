import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/**
 * Where devices take pushes, and what each was shown of which log. Both go with the session, in the statement that ends it: nothing
 * reaches a device that logged out. '' and 0 stand for what there is not. `push_keys` holds the one pair by which push services know
 * this place again.
 */
const tables = featureTables('0020-push', [
  {
    name: 'push_keys',
    columns: { id: 'id', public_key: 'text', private_key: 'text', made_at: 'int' },
    key: ['id'],
  },
  {
    name: 'push_subscriptions',
    columns: {
      session_id: 'id',
      user_id: 'id',
      name: 'text',
      endpoint: 'text',
      p256dh: 'text',
      auth: 'text',
      created_at: 'int',
      sent_at: 'int',
      fault: 'text',
      fault_at: 'int',
      failures: 'int',
      retry_at: 'int',
    },
    key: ['session_id'],
    belongsTo: { column: 'session_id', to: 'sessions.id' },
  },
  {
    name: 'push_shown',
    columns: { session_id: 'id', log_id: 'id', seq: 'int' },
    key: ['session_id', 'log_id'],
    belongsTo: { column: 'session_id', to: 'push_subscriptions.session_id' },
  },
]);

export const push: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index push_subscriptions_by_user on push_subscriptions (user_id)`.execute(db);
  },
};
