// A worker thread: keeps the search index and finds in it. Started by sqlite-search-index.ts.
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { openForReading } from '../connection.ts';
import { LogReader } from '../log-reader.ts';
import { serveJobs } from '../serve-jobs.ts';
import { ForgetWords } from './forget-words.ts';
import { HitReader } from './hit-reader.ts';
import { IndexFinder } from './index-finder.ts';
import { IndexWriter } from './index-writer.ts';
import { Membership } from './membership.ts';
import { hasIndex, isIndexOf, makeIndex, openSearchFile, searchFileOf } from './search-file.ts';
import type { SearchThreadSettings } from './sqlite-search-index.ts';
import { Vocabulary } from './vocabulary.ts';

const logsPerPage = 1_000;

/** What can't be read is no loss: it is made anew. */
function openSound(file: string): DatabaseSync {
  try {
    const db = openSearchFile(file);
    if (hasIndex(db))
      db.prepare('select max(id), (select max(no) from logs), (select max(no) from words) from docs').get();
    return db;
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
    return openSearchFile(file);
  }
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  // SQLITE_CORRUPT, SQLITE_NOTADB.
  return code === 11 || code === 26;
}

/** What is read is of one moment; and a file is locked once, not for each of dozens of statements. */
function atOneMoment<Result>(db: DatabaseSync, read: () => Result): Result {
  db.exec('begin');
  try {
    return read();
  } finally {
    if (db.isTransaction) db.exec('commit');
  }
}

void serveJobs(() => {
  const settings = workerData as SearchThreadSettings;
  const log = openForReading(settings);
  const db = openSound(searchFileOf(settings.file));
  const renew = (): boolean => {
    if (isIndexOf(db, settings.epoch)) return false;
    makeIndex(db, settings.epoch);
    return true;
  };
  renew();
  const membership = new Membership(log);
  const open = (): { writer: IndexWriter; finder: IndexFinder; forgetting: ForgetWords } => {
    const vocabulary = new Vocabulary(db);
    const forgetting = new ForgetWords(db, vocabulary);
    return {
      writer: new IndexWriter({ db, log: new LogReader(log), vocabulary, forgetting }),
      finder: new IndexFinder(db, membership, vocabulary),
      forgetting,
    };
  };
  let opened = open();
  const hits = new HitReader(log);
  const head = log.prepare('select rev from chats where id = ?');
  const heads = log.prepare('select id, rev from chats where id > ? order by id limit ?');
  const cursor = db.prepare('select rev from logs where log_id = ?');
  return {
    'search-find': (query) =>
      atOneMoment(log, () => {
        const isMember = membership.of(query.userId);
        const { found, next } = opened.finder.find(query, isMember);
        return { found, next, matched: hits.match(query, found, isMember) };
      }),
    'search-follow': (logId) => {
      const chat = head.get(logId) as { rev: number } | undefined;
      return chat !== undefined && opened.writer.follow(logId, chat.rev);
    },
    'search-compare': (after) => {
      const page = heads.all(after, logsPerPage) as { id: string; rev: number }[];
      const behind = page.filter(({ id, rev }) => (cursor.get(id) as { rev: number } | undefined)?.rev !== rev);
      return { behind: behind.map(({ id }) => id), next: page.length < logsPerPage ? null : (page.at(-1)?.id ?? null) };
    },
    'search-renew': () => {
      const isNew = renew();
      if (isNew) opened = open();
      return isNew;
    },
    'search-tidy': () => opened.forgetting.step(),
    close: () => {
      db.close();
      log.close();
      return null;
    },
  };
});
