import type { JobEnd } from '../jobs/index.ts';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Storage } from '../storage/storage.ts';
import { forgetFilesRule, freeFilesRule, ledger } from './file-rules.ts';
import type { RemovedCounts } from './file-metrics.ts';
import { type FileStore, previewKey } from './file-store.ts';
import { nextFreeAt } from './read-files.ts';
import { sweepWork } from './sweep.ts';
import type { Uploads } from './uploads.ts';

export interface CleanContext {
  storage: Storage;
  store: FileStore;
  uploads: Pick<Uploads, 'remove'>;
  /** Where pictures are made. */
  work: string;
  writer: LogWriter;
  clock: { wallNow: () => number };
  /** Counts what is removed, for operators. */
  removed: RemovedCounts;
}

/** Removes what belongs to no message any more, and what was never sent. Bytes first: what is cut off is done again. */
export async function cleanFiles(
  { storage, store, uploads, work, writer, clock, removed: counts }: CleanContext,
  key: string,
  signal: AbortSignal,
): Promise<JobEnd> {
  for (;;) {
    signal.throwIfAborted();
    const removed = await submit(writer, freeFilesRule.command({ now: clock.wallNow() }));
    if (removed.length === 0) break;
    for (const { id, key: kept, previews } of removed) {
      await uploads.remove(id);
      if (kept === '') continue;
      await store.remove(kept);
      for (const [width, [sha256]] of Object.entries(previews)) {
        await store.remove(previewKey(id, Number(width), sha256));
      }
    }
    await submit(writer, forgetFilesRule.command({ ids: removed.map(({ id }) => id) }));
    for (const { key: kept } of removed) counts[kept === '' ? 'upload' : 'file'] += 1;
  }
  await sweepWork(work, clock.wallNow());
  const at = key === ledger ? await nextFreeAt(storage) : null;
  if (at !== null) return { againAt: Math.max(at, clock.wallNow() + 1_000) };
}
