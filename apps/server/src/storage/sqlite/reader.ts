// A worker thread: one connection that reads. Started by open-sqlite-storage.ts.
import { workerData } from 'node:worker_threads';
import { openForReading, type WorkerSettings } from './connection.ts';
import { LogReader } from './log-reader.ts';
import { serveJobs } from './serve-jobs.ts';
import { StatementRunner, transactionJobs } from './statement-runner.ts';

void serveJobs(() => {
  const db = openForReading(workerData as WorkerSettings);
  let reader: LogReader | undefined;
  // The tables exist only after the migrations, which run after the workers have opened.
  const log = (): LogReader => (reader ??= new LogReader(db));
  const runner = new StatementRunner(db);
  return {
    ...transactionJobs(db, 'begin'),
    execute: (statement) => runner.execute(statement),
    'read-page': ({ chatId, query }) => log().readPage(chatId, query),
    'read-changes': ({ chatId, afterRev, limit }) => log().readChanges(chatId, afterRev, limit),
    'read-heads': (chatIds) => log().readHeads(chatIds),
    close: () => {
      db.close();
      return null;
    },
  };
});
