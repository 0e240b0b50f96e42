import { sql } from 'kysely';
import { columnTypes } from './column-types.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** Times are milliseconds since 1970, 0 for never; an id that is empty is nobody's. */
const tables = featureTables('0035-moderation', [
  /** Warnings, mutes and bans. `until_at` 0: for good. */
  {
    name: 'restrictions',
    columns: {
      id: 'id',
      user_id: 'id',
      kind: 'id',
      reason: 'text',
      by_id: 'id',
      at: 'int',
      until_at: 'int',
      lifted_at: 'int',
      lifted_by: 'id',
      confirmed_at: 'int',
      invitation_id: 'id',
    },
    key: ['id'],
  },
  /** `target` is what all reports about the same share. `message` is what was reported, as JSON, empty for a person. */
  {
    name: 'reports',
    columns: {
      id: 'id',
      kind: 'id',
      target: 'id',
      user_id: 'id',
      reporter_id: 'id',
      reason: 'id',
      words: 'text',
      at: 'int',
      chat_id: 'id',
      seq: 'int',
      message: 'text',
      decided_at: 'int',
      decided_by: 'id',
      did: 'text',
      note: 'text',
    },
    key: ['id'],
  },
  /** Groups in slow mode, and the seconds between two messages of a member. */
  { name: 'slow_groups', columns: { chat_id: 'id', seconds: 'int' }, key: ['chat_id'], chat: 'chat_id' },
  /** Who wrote when in one of these for the last time. */
  {
    name: 'slow_sends',
    columns: { chat_id: 'id', user_id: 'id', at: 'int' },
    key: ['chat_id', 'user_id'],
    chat: 'chat_id',
  },
  /** Words and links: of a group under its id, of the place under an empty one. As JSON. */
  { name: 'word_rules', columns: { owner: 'id', rules: 'text', changed_by: 'id', changed_at: 'int' }, key: ['owner'] },
]);

export const moderation: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    const { int } = columnTypes(dialect);
    // What a session depends on is in the row that it is read with.
    await sql`alter table users add column banned_until ${int}`.execute(db);
    await sql`create index restrictions_by_person on restrictions (user_id, at)`.execute(db);
    await sql`create index restrictions_by_time on restrictions (at)`.execute(db);
    await sql`create index reports_by_state on reports (decided_at, at)`.execute(db);
    await sql`create index reports_by_target on reports (target)`.execute(db);
  },
};
