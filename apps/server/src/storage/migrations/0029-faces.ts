import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

const tables = featureTables('0029-faces', [
  /** Pictures of people and groups, squares of two sizes as WebP in base64, under the name of what they show. */
  { name: 'faces', columns: { hash: 'id', small: 'text', large: 'text' }, key: ['hash'] },
  /** Who shows which: a person's id or a chat's. */
  { name: 'face_uses', columns: { owner: 'id', hash: 'id' }, key: ['owner'] },
]);

export const faces: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('face_uses_by_hash').on('face_uses').columns(['hash']).execute();
  },
};
