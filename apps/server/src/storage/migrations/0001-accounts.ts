import type { Kysely } from 'kysely';
import { type ColumnTypes, columnTypes } from './column-types.ts';
import type { Migration } from './migration.ts';

/** The tables of the accounts library (better-auth 1.7 with its username and JWT plugins) and the socket tickets. */
export const accounts: Migration = {
  name: '0001-accounts',
  async up(db, dialect) {
    const types = columnTypes(dialect);
    await createUsers(db, types);
    await createSessions(db, types);
    await createSignInAccounts(db, types);
    await createVerifications(db, types);
    await createJwks(db, types);
    await createTickets(db, types);
  },
};

async function createUsers(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('username', types.id, (column) => column.notNull().unique())
    .addColumn('display_username', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('search_name', types.id, (column) => column.notNull().defaultTo(''))
    .addColumn('email', types.id, (column) => column.notNull().unique())
    .addColumn('email_verified', types.libraryBoolean, (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('created_at', types.libraryDate, (column) => column.notNull())
    .addColumn('updated_at', types.libraryDate, (column) => column.notNull())
    .addColumn('last_seen_at', types.int)
    .execute();
  // People are listed by name, and by username where names are equal.
  await db.schema.createIndex('users_by_name').on('users').columns(['search_name', 'username']).execute();
}

async function createSessions(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('token', types.id, (column) => column.notNull().unique())
    .addColumn('user_id', types.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('expires_at', types.libraryDate, (column) => column.notNull())
    .addColumn('created_at', types.libraryDate, (column) => column.notNull())
    .addColumn('updated_at', types.libraryDate, (column) => column.notNull())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .execute();
  await db.schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();
}

async function createSignInAccounts(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('provider_id', types.id, (column) => column.notNull())
    .addColumn('user_id', types.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('password', 'text')
    .addColumn('access_token', 'text')
    .addColumn('refresh_token', 'text')
    .addColumn('id_token', 'text')
    .addColumn('access_token_expires_at', types.libraryDate)
    .addColumn('refresh_token_expires_at', types.libraryDate)
    .addColumn('scope', 'text')
    .addColumn('created_at', types.libraryDate, (column) => column.notNull())
    .addColumn('updated_at', types.libraryDate, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('accounts_by_user').on('accounts').column('user_id').execute();
}

async function createVerifications(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('verifications')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('identifier', types.id, (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', types.libraryDate, (column) => column.notNull())
    .addColumn('created_at', types.libraryDate, (column) => column.notNull())
    .addColumn('updated_at', types.libraryDate, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('verifications_by_identifier').on('verifications').column('identifier').execute();
}

async function createJwks(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('jwks')
    .addColumn('id', types.id, (column) => column.primaryKey().notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('private_key', 'text', (column) => column.notNull())
    .addColumn('created_at', types.libraryDate, (column) => column.notNull())
    .addColumn('expires_at', types.libraryDate)
    .addColumn('alg', 'text')
    .addColumn('crv', 'text')
    .execute();
}

async function createTickets(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('ws_tickets')
    .addColumn('ticket_hash', types.id, (column) => column.primaryKey().notNull())
    .addColumn('session_id', types.id, (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('expires_at', types.int, (column) => column.notNull())
    .execute();
}
