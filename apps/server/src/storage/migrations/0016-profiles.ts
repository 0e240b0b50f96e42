import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What people say of themselves: their status, as JSON, and their time zone. Nodes of the version before leave them alone. */
export const profiles: Migration = {
  name: '0016-profiles',
  async up(db) {
    await sql`alter table users add column status text`.execute(db);
    await sql`alter table users add column time_zone text`.execute(db);
  },
};
