import { sql } from 'kysely';
import { columnTypes } from './column-types.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** What the place is set to: a value of JSON under each key. `changed_by` is empty where nobody with an account said it. */
const tables = featureTables('0030-place', [
  {
    name: 'place_settings',
    columns: { key: 'id', value: 'text', changed_at: 'int', changed_by: 'id' },
    key: ['key'],
  },
]);

/**
 * What people are in the place, and whether they are in it: nodes of the version before make members. Of a place that has people
 * already the oldest account is the owner.
 */
export const place: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    const { id, int } = columnTypes(dialect);
    await sql`alter table users add column role ${id} not null default 'member'`.execute(db);
    await sql`alter table users add column deactivated_at ${int}`.execute(db);
    await sql`alter table users add column waiting_since ${int}`.execute(db);
    await sql`alter table users add column restricted ${id}`.execute(db);
    const oldest = sql`(select id from users order by created_at, id limit 1)`;
    await sql`update users set role = 'owner' where id = ${oldest}`.execute(db);
    // Made once: who is first to have an account is decided by this row, see accounts/create-account.ts.
    await sql`insert into place_settings (key, value, changed_at, changed_by)
      select 'founder', '"' || id || '"', 0, id from users where role = 'owner'`.execute(db);
  },
};
