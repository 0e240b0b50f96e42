import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { type ColumnTypes, columnTypes, type DialectName } from './column-types.ts';
import type { Migration } from './migration.ts';

/**
 * Chats, members and the log. No foreign keys here: the log checks membership itself, and one bad row must refuse one
 * command, not the whole batch.
 *
 * On PostgreSQL the tables that grow can be partitioned by hash without touching a feature, since each of their unique
 * keys holds the column: `messages` and `members` by `chat_id`, `sends` by `sender_id`. A step of its own does it: rename
 * the table, make it anew with `partition by hash`, copy, add keys and indexes (`partitioned` in
 * postgres/postgres-storage.test.ts).
 */
export const chatLog: Migration = {
  name: '0002-chat-log',
  async up(db, dialect) {
    const types = columnTypes(dialect);
    await createChats(db, types, dialect);
    await createMembers(db, types, dialect);
    await createMessages(db, types, dialect);
    await createSends(db, types, dialect);
  },
};

async function createChats(db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName): Promise<void> {
  const table = db.schema
    .createTable('chats')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('direct_key', types.id, (column) => column.unique())
    .addColumn('created_by', types.id, (column) => column.notNull())
    .addColumn('created_at', types.int, (column) => column.notNull())
    .addColumn('seq', types.int, (column) => column.notNull().defaultTo(0))
    .addColumn('rev', types.int, (column) => column.notNull().defaultTo(0))
    .addColumn('last_at', types.int, (column) => column.notNull());
  await clustered(table, dialect).execute();
}

async function createMembers(db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName): Promise<void> {
  const table = db.schema
    .createTable('members')
    .addColumn('chat_id', types.id, (column) => column.notNull())
    .addColumn('user_id', types.id, (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('joined_at', types.int, (column) => column.notNull())
    .addColumn('read_seq', types.int, (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('members_key', ['chat_id', 'user_id']);
  await clustered(table, dialect).execute();
  await db.schema.createIndex('members_by_user').on('members').column('user_id').execute();
  // Who was added lately is asked for every few seconds.
  await db.schema.createIndex('members_by_joined_at').on('members').column('joined_at').execute();
}

async function createMessages(db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName): Promise<void> {
  const table = db.schema
    .createTable('messages')
    .addColumn('chat_id', types.id, (column) => column.notNull())
    .addColumn('seq', types.int, (column) => column.notNull())
    .addColumn('rev', types.int, (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('sender_id', types.id, (column) => column.notNull())
    .addColumn('client_id', types.id)
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('created_at', types.int, (column) => column.notNull())
    .addColumn('edited_at', types.int)
    .addColumn('deleted_at', types.int)
    .addColumn('reactions', 'text')
    .addColumn('event', 'text')
    .addColumn('touched', types.int)
    .addPrimaryKeyConstraint('messages_key', ['chat_id', 'seq']);
  await clustered(table, dialect).execute();
  // The few messages that were changed after they were sent: catching up finds the others by `seq`, see changes-after.ts.
  // An index of all of them would cost one more page of disk writes for every message sent.
  await sql`create unique index messages_touched on messages (chat_id, rev) where touched = 1`.execute(db);
  // The few messages that do not count as unread, see unread.ts: the many that do cost nothing here.
  await sql`create index messages_not_counted on messages (chat_id, seq) where kind = 'system' or deleted_at is not null`.execute(
    db,
  );
}

/**
 * The client's id comes first in the key: ids that begin with a time (UUID version 7, which our client makes) lie side by
 * side, and a batch of sends touches few pages. Any other id works too, a page for each.
 */
async function createSends(db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName): Promise<void> {
  const table = db.schema
    .createTable('sends')
    .addColumn('sender_id', types.id, (column) => column.notNull())
    .addColumn('client_id', types.id, (column) => column.notNull())
    .addColumn('chat_id', types.id, (column) => column.notNull())
    .addColumn('seq', types.int, (column) => column.notNull())
    .addColumn('content_hash', types.id)
    .addPrimaryKeyConstraint('sends_key', ['client_id', 'sender_id']);
  await clustered(table, dialect).execute();
}

/**
 * SQLite: the rows lie in the order of their primary key, a page of history is one range. PostgreSQL: rows that change
 * all the time find room on their page, and no index has to be touched.
 */
function clustered<Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
  dialect: DialectName,
): CreateTableBuilder<Table, Column> {
  return table.modifyEnd(dialect === 'sqlite' ? sql`without rowid` : sql`with (fillfactor = 80)`);
}
