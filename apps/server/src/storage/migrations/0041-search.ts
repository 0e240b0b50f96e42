import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The search index of PostgreSQL; that of SQLite is a file beside the database. Derived from the log: it is not copied, but made anew.
 * A word, a fact and a sign have a number, and a message is an array of these: half as large as one of texts.
 */
export const search: Migration = {
  name: '0041-search',
  async up(db, dialect) {
    if (dialect !== 'postgres') return;
    await sql`create table search_meta (key text primary key, value text not null)`.execute(db);
    await sql`create table search_logs (no integer generated always as identity primary key,
      log_id text collate "C" not null unique, chat_no integer not null, rev bigint not null)`.execute(db);
    await sql`create table search_words (no integer generated always as identity primary key,
      word text collate "C" not null unique, count bigint not null, parts text[]) with (fillfactor = 80)`.execute(db);
    await sql`create index search_words_by_part on search_words using gin (parts)`.execute(db);
    await sql`create table search_docs (id bigint primary key, log_no integer not null, chat_no integer not null,
      seq integer not null, tokens integer[] not null)`.execute(db);
    await sql`create unique index search_docs_of_logs on search_docs (log_no, seq)`.execute(db);
    // What waits to be put in its place is looked through by every search: little of it.
    await sql`create index search_docs_by_token on search_docs using gin (tokens) with (gin_pending_list_limit = 256)`.execute(
      db,
    );
  },
};
