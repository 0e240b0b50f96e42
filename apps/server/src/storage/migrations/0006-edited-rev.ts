import { columnTypes } from './column-types.ts';
import type { Migration } from './migration.ts';

/** An edit names the `rev` that it started from. Whether the text moved since, only the `rev` of the text tells. */
export const editedRev: Migration = {
  name: '0006-edited-rev',
  async up(db, dialect) {
    await db.schema.alterTable('messages').addColumn('edited_rev', columnTypes(dialect).int).execute();
  },
};
