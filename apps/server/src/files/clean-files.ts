import type { JobEnd } from '../jobs/index.ts';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Storage } from '../storage/storage.ts';
import { forgetFilesRule, freeFilesRule, ledger } from './file-rules.ts';
import type { FileStore } from './file-store.ts';
import { nextFreeAt } from './read-files.ts';
import type { Uploads } from './uploads.ts';

export interface CleanContext {
  storage: Storage;
  store: FileStore;
  uploads: Pick<Uploads, 'remove'>;
  writer: LogWriter;
  clock: { wallNow: () => number };
}

/** Removes what belongs to no message any more, and what was never sent. Bytes first: what is cut off is done again. */
export async function cleanFiles(
  { storage, store, uploads, writer, clock }: CleanContext,
  key: string,
  signal: AbortSignal,
): Promise<JobEnd> {
  for (;;) {
    signal.throwIfAborted();
    const removed = await submit(writer, freeFilesRule.command({ now: clock.wallNow() }));
    if (removed.length === 0) break;
    for (const { id, key: kept } of removed) {
      await uploads.remove(id);
      if (kept !== '') await store.remove(kept);
    }
    await submit(writer, forgetFilesRule.command({ ids: removed.map(({ id }) => id) }));
  }
  const at = key === ledger ? await nextFreeAt(storage) : null;
  if (at !== null) return { againAt: Math.max(at, clock.wallNow() + 1_000) };
}
