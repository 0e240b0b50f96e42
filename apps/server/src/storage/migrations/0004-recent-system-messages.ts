import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Where hints can be lost, nodes ask every moment who was lately removed from a chat (D19). Comings and goings are
 * messages of the system: an index over these few answers by time what would else be asked of every chat that is open.
 */
export const recentSystemMessages: Migration = {
  name: '0004-recent-system-messages',
  async up(db) {
    await sql`create index messages_of_system on messages (created_at) where kind = 'system'`.execute(db);
  },
};
