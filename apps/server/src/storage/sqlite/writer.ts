// A worker thread: the one connection that writes, and the holder of the lock. Started by open-sqlite-storage.ts.
import { workerData } from 'node:worker_threads';
import { checkpoint, openForWriting, takeLock, type WorkerSettings } from './connection.ts';
import { LogTransactions } from './log-transactions.ts';
import { serveJobs } from './serve-jobs.ts';
import { StatementRunner, transactionJobs } from './statement-runner.ts';

serveJobs(() => {
  const settings = workerData as WorkerSettings;
  const lock = takeLock(settings.file);
  const db = openForWriting(settings);
  let writer: LogTransactions | undefined;
  // The tables exist only after the migrations, which run after the workers have opened.
  const log = (): LogTransactions => (writer ??= new LogTransactions(db, settings.reactionsMax));
  const runner = new StatementRunner(db);
  return {
    ...transactionJobs(db, 'begin immediate'),
    execute: (statement) => {
      if (/\b(?:chats|members)\b/i.test(statement.sql)) writer?.forgetChats();
      return runner.execute(statement);
    },
    commit: (batch) => log().commit(batch),
    'move-read-positions': (moves) => log().moveReadPositions(moves),
    checkpoint: () => checkpoint(db),
    close: () => {
      db.exec('pragma wal_checkpoint(truncate)');
      db.close();
      lock.close();
      return null;
    },
  };
});
