import { type Kysely, sql } from 'kysely';
import { columnTypes, type DialectName } from './column-types.ts';
import type { Migration } from './migration.ts';

/** The second log: what belongs to a person is a set of documents, numbered per person as a chat's changes are (D24). */
export const personDocuments: Migration = {
  name: '0009-person-documents',
  async up(db, dialect) {
    await createHeads(db, dialect);
    await createDocuments(db, dialect);
  },
};

async function createHeads(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const { id, int } = columnTypes(dialect);
  const table = db.schema
    .createTable('person_heads')
    .addColumn('user_id', id, (column) => column.primaryKey().notNull())
    .addColumn('rev', int, (column) => column.notNull())
    .addColumn('forgotten_rev', int, (column) => column.notNull())
    .addColumn('count', int, (column) => column.notNull())
    .addColumn('bytes', int, (column) => column.notNull())
    .addColumn('tombstones', int, (column) => column.notNull())
    .addColumn('writers', 'text', (column) => column.notNull());
  // The row changes with every put: on PostgreSQL it finds room on its page, and no index is touched.
  await table.modifyEnd(dialect === 'sqlite' ? sql`` : sql`with (fillfactor = 80)`).execute();
}

async function createDocuments(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const { id, int } = columnTypes(dialect);
  await db.schema
    .createTable('person_documents')
    .addColumn('user_id', id, (column) => column.notNull())
    .addColumn('key', id, (column) => column.notNull())
    .addColumn('rev', int, (column) => column.notNull())
    .addColumn('value', 'text')
    .addColumn('updated_at', int, (column) => column.notNull())
    .addPrimaryKeyConstraint('person_documents_key', ['user_id', 'key'])
    .execute();
  // Catching up reads in this order; the oldest tombstone is found in the other.
  await sql`create unique index person_documents_by_rev on person_documents (user_id, rev)`.execute(db);
  await sql`create index person_documents_deleted on person_documents (user_id, rev) where value is null`.execute(db);
}
