import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The search index of PostgreSQL, a fraction of its size: see docs/decisions/0060. What was there is made anew from the log. Nodes of the
 * version before find nothing meanwhile, and write nothing: their statements don't fit the new tables.
 */
export const smallerSearch: Migration = {
  name: '0044-smaller-search',
  async up(db, dialect) {
    if (dialect !== 'postgres') return;
    await sql`drop table search_docs, search_words`.execute(db);
    await sql`truncate search_logs restart identity`.execute(db);
    await sql`create table search_words (no integer generated always as identity primary key,
      word text collate "C" not null unique, count integer not null) with (fillfactor = 80)`.execute(db);
    // Every three characters that follow each other, of words that are written as such; kept in the index alone.
    await sql`create function search_parts(word text) returns text[] language sql immutable strict parallel safe as
      'select pg_catalog.array_agg(pg_catalog.substr(word, place, 3)) from pg_catalog.generate_series(1, pg_catalog.char_length(word) - 2) as place'`.execute(
      db,
    );
    await sql`create index search_words_by_part on search_words using gin (search_parts(word))
      where char_length(word) >= 3 and position(':' in word) = 0`.execute(db);
    // Each character of the tokens is the number of a word, a sign or a fact.
    await sql`create table search_docs (id bigint primary key, log_no integer not null, chat_no integer not null,
      seq integer not null, tokens text collate "C" not null)`.execute(db);
    await sql`create unique index search_docs_of_logs on search_docs (log_no, seq)`.execute(db);
    // What waits to be put in its place is looked through by every search: little of it.
    await sql`create index search_docs_by_token on search_docs using gin (string_to_array(tokens, null))
      with (gin_pending_list_limit = 256)`.execute(db);
  },
};
