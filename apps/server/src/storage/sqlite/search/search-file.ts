import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Raised where what is kept changes: an index of another version is made anew. */
const version = '3';

/** Beside the database. Derived from it: no backup has it, and what is lost of it is found again. */
export function searchFileOf(databaseFile: string): string {
  return `${databaseFile.replace(/\.db$/, '')}.search.db`;
}

const schema = `
  create table meta (key text primary key, value text not null) without rowid;
  create table logs (no integer primary key, log_id text not null unique, chat_no integer not null, rev integer not null,
    docs integer not null default 0);
  create table docs (id integer primary key, log_no integer not null, seq integer not null);
  create unique index docs_of_logs on docs (log_no, seq);
  create table words (no integer primary key, word text not null unique, count integer not null);
  create virtual table parts using fts5 (word, content = 'words', content_rowid = 'no', tokenize = 'trigram case_sensitive 1');
  insert into parts (parts, rank) values ('secure-delete', 1);
  create virtual table said using fts5 (tokens, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '-_:~*'");
  insert into said (said, rank) values ('usermerge', 2);
`;

export function openSearchFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec('pragma journal_mode = wal');
  // The last steps may go with the power: they are taken again.
  db.exec('pragma synchronous = normal');
  db.exec('pragma cache_size = -16384');
  db.exec('pragma temp_store = memory');
  db.exec('pragma secure_delete = fast');
  return db;
}

export function hasIndex(db: DatabaseSync): boolean {
  return db.prepare(`select 1 from sqlite_master where name = 'meta'`).get() !== undefined;
}

/** Whether it holds the index of this history; and nobody asked for it to be made anew. */
export function isIndexOf(db: DatabaseSync, epoch: string): boolean {
  if (!hasIndex(db)) return false;
  const rows = db.prepare('select key, value from meta').all() as { key: string; value: string }[];
  const meta = new Map(rows.map(({ key, value }) => [key, value]));
  return meta.get('version') === version && meta.get('epoch') === epoch && !meta.has('renew');
}

export function makeIndex(db: DatabaseSync, epoch: string): void {
  db.exec('begin immediate');
  try {
    for (const table of ['said', 'parts', 'words', 'docs', 'logs', 'meta']) db.exec(`drop table if exists ${table}`);
    db.exec(schema);
    const insert = db.prepare('insert into meta (key, value) values (?, ?)');
    insert.run('version', version);
    insert.run('epoch', epoch);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}

/** Beside a server that has it open: it is made anew at the next look. Where there is none yet, it will be made anyway. */
export function askToReindex(databaseFile: string): void {
  const file = searchFileOf(databaseFile);
  if (!existsSync(file)) return;
  const db = openSearchFile(file);
  try {
    if (hasIndex(db)) db.exec(`insert into meta (key, value) values ('renew', '1') on conflict (key) do nothing`);
  } finally {
    db.close();
  }
}
