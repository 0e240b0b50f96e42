import { sql } from 'kysely';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/**
 * Work that outlives the process that asked for it. `claimed_by` is '' and `claimed_until` 0 while nobody is at it; `version` rises
 * with each time that it is asked for.
 */
const tables = featureTables('0019-jobs', [
  {
    name: 'jobs',
    columns: {
      kind: 'id',
      key: 'id',
      due_at: 'int',
      attempts: 'int',
      version: 'int',
      claimed_by: 'id',
      claimed_until: 'int',
      payload: 'text',
    },
    key: ['kind', 'key'],
  },
]);

export const jobs: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index jobs_by_time on jobs (kind, due_at)`.execute(db);
  },
};
