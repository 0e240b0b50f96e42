// A worker thread: the one connection that writes, and the holder of the lock. Started by open-sqlite-storage.ts.
import { dirname } from 'node:path';
import { workerData } from 'node:worker_threads';
import { loadRules } from '../rule-book.ts';
import { checkpoint, filesOf, openForWriting, takeLock, withoutSync, type WorkerSettings } from './connection.ts';
import { finishRestore, refuseForeign, refuseOrphans } from './database-files.ts';
import { FileGuard } from './file-guard.ts';
import { LogTransactions } from './log-transactions.ts';
import { serveJobs } from './serve-jobs.ts';
import { StatementRunner, transactionJobs } from './statement-runner.ts';

void serveJobs(async () => {
  const settings = workerData as WorkerSettings;
  const rules = await loadRules(settings.rules);
  const lock = takeLock(settings.file);
  // One that was cut off after it was decided.
  finishRestore(settings.file);
  refuseOrphans(settings.file);
  refuseForeign(settings.file);
  const db = openForWriting(settings);
  let writer: LogTransactions | undefined;
  // The tables exist only after the migrations, which run after the workers have opened.
  const log = (): LogTransactions => (writer ??= new LogTransactions(db, rules));
  const runner = new StatementRunner(db);
  const transaction = transactionJobs(db, 'begin immediate');
  const guard = new FileGuard(dirname(settings.file), filesOf(settings.file));
  return {
    ...transaction,
    'commit-transaction': guard.guarded(transaction['commit-transaction']),
    execute: guard.guarded((statement) => {
      if (/\b(?:chats|members)\b/i.test(statement.sql)) writer?.forgetChats();
      return statement.isRedoable ? withoutSync(db, () => runner.execute(statement)) : runner.execute(statement);
    }),
    commit: guard.guarded((batch) =>
      batch.isRedoable ? withoutSync(db, () => log().commit(batch)) : log().commit(batch),
    ),
    'move-read-positions': guard.guarded((moves) => log().moveReadPositions(moves)),
    'check-files': () => {
      try {
        guard.check();
      } catch (error) {
        // If it is the log that is lost: the open one still has everything, and the database takes it in.
        checkpoint(db);
        throw error;
      }
      return null;
    },
    checkpoint: () => checkpoint(db),
    close: () => {
      db.exec('pragma wal_checkpoint(truncate)');
      db.close();
      lock.close();
      return null;
    },
  };
});
