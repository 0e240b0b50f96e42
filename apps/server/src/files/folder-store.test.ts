import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFileStore } from './file-store.contract.ts';
import { FolderStore } from './folder-store.ts';

describeFileStore(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-files-'));
  return {
    store: new FolderStore(join(folder, 'kept')),
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
});
