import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { describeFileStore, type OpenedStore } from './file-store.contract.ts';
import { fileKey } from './file-store.ts';
import { FolderStore } from './folder-store.ts';

describe.each([false, true])('a folder, shared by several processes: %s', (isShared) => {
  describeFileStore(() => openFolder(isShared));
});

test('[A24] what a process may still have open is not what is kept, and what it wrote meanwhile is refused', async () => {
  await using opened = await openFolder(true);
  const path = join(opened.folder, 'upload');
  await writeFile(path, 'as it was sent');
  const key = fileKey(createHash('sha256').update('as it was sent').digest('hex'), randomUUID());
  const other = await open(path, 'r+');
  await other.write('AS', 0);
  await expect(opened.store.keep(key, path)).rejects.toThrow('written to');
  await other.write('as', 0);
  await opened.store.keep(key, path);
  await other.write('AS', 0);
  await other.close();
  expect(String(await buffer(await opened.store.read(key)))).toBe('as it was sent');
  expect(await readdir(opened.folder)).toEqual(['kept']);
});

async function openFolder(isShared: boolean): Promise<OpenedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-files-'));
  return {
    store: new FolderStore(join(folder, 'kept'), { isShared }),
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
