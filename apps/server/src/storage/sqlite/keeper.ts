// A worker thread: moves pages from the WAL to the database while the writer goes on. Started by workers.ts.
import { workerData } from 'node:worker_threads';
import { checkpoint, openForWriting, type WorkerSettings } from './connection.ts';
import { serveJobs } from './serve-jobs.ts';

void serveJobs(() => {
  const db = openForWriting(workerData as WorkerSettings);
  return {
    checkpoint: () => checkpoint(db),
    close: () => {
      db.close();
      return null;
    },
  };
});
