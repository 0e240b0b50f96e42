// A worker thread: the one connection that writes, and the holder of the lock. Started by open-sqlite-storage.ts.
import { workerData } from 'node:worker_threads';
import { openForWriting, takeLock, type WorkerSettings } from './connection.ts';
import { LogTransactions } from './log-transactions.ts';
import { serveJobs } from './serve-jobs.ts';
import { transactionJobs } from './statement-runner.ts';

serveJobs(() => {
  const settings = workerData as WorkerSettings;
  const lock = takeLock(settings.file);
  const db = openForWriting(settings);
  let writer: LogTransactions | undefined;
  // The tables exist only after the migrations, which run after the workers have opened.
  const log = (): LogTransactions => (writer ??= new LogTransactions(db, settings.reactionsMax));
  return {
    ...transactionJobs(db, 'begin immediate'),
    commit: (batch) => log().commit(batch),
    'move-read-positions': (moves) => log().moveReadPositions(moves),
    close: () => {
      db.exec('pragma wal_checkpoint(truncate)');
      db.close();
      lock.close();
      return null;
    },
  };
});
