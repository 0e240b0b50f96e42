import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** Of a link only its hash is kept. Empty texts and 0 stand for none. */
const tables = featureTables('0031-invitations', [
  {
    name: 'invitations',
    columns: {
      id: 'id',
      token_hash: 'id',
      role: 'id',
      chat_id: 'id',
      made_by: 'id',
      made_at: 'int',
      expires_at: 'int',
      uses_max: 'int',
      uses: 'int',
      revoked_at: 'int',
    },
    key: ['id'],
  },
  /** Who used which: `is_new` where they had no account before. */
  {
    name: 'invitation_uses',
    columns: { invitation_id: 'id', user_id: 'id', at: 'int', is_new: 'int' },
    key: ['invitation_id', 'user_id'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
]);

export const invitations: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('invitations_by_token').on('invitations').columns(['token_hash']).unique().execute();
    await db.schema.createIndex('invitations_by_maker').on('invitations').columns(['made_by', 'made_at']).execute();
    await db.schema.createIndex('invitation_uses_by_user').on('invitation_uses').columns(['user_id']).execute();
  },
};
