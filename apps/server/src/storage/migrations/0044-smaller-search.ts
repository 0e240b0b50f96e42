import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The search index of PostgreSQL, a fraction of its size: see docs/decisions/0060. It is made anew from the log, in tables of its own. Those
 * before it are emptied and stay for a release: nodes of the version before go on with them, and find what is said from then on.
 */
export const smallerSearch: Migration = {
  name: '0044-smaller-search',
  async up(db, dialect) {
    if (dialect !== 'postgres') return;
    await sql`truncate search_docs, search_words`.execute(db);
    await sql`create table search_state (key text primary key, value text not null)`.execute(db);
    await sql`create table search_places (no integer generated always as identity primary key,
      log_id text collate "C" not null unique, rev bigint not null)`.execute(db);
    await sql`create table search_terms (no integer generated always as identity primary key,
      term text collate "C" not null unique, count integer not null) with (fillfactor = 80)`.execute(db);
    // Every three characters that follow each other, of words that are written as such; kept in the index alone.
    await sql`create function search_parts(term text) returns text[] language sql immutable strict parallel safe as
      'select pg_catalog.array_agg(pg_catalog.substr(term, place, 3)) from pg_catalog.generate_series(1, pg_catalog.char_length(term) - 2) as place'`.execute(
      db,
    );
    await sql`create index search_terms_by_part on search_terms using gin (search_parts(term))
      where char_length(term) >= 3 and position(':' in term) = 0`.execute(db);
    // Each character of the tokens is the number of a word, a sign or a fact. That of the chat is beside them too.
    await sql`create table search_said (id bigint primary key, log_no integer not null, seq integer not null,
      chat_no integer not null, tokens text collate "C" not null)`.execute(db);
    await sql`create unique index search_said_of_logs on search_said (log_no, seq)`.execute(db);
    // What waits to be put in its place is looked through by every search: little of it.
    await sql`create index search_said_by_token on search_said using gin (string_to_array(tokens, null))
      with (gin_pending_list_limit = 256)`.execute(db);
  },
};
