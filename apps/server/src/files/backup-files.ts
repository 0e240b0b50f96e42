import { link, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { copyFiles, type CopiedFiles, type CopyFilesOptions, FileCopyError } from './copy-files.ts';
import type { FileStore } from './file-store.ts';
import { FolderStore } from './folder-store.ts';
import type { KeptFile } from './kept-files.ts';

type OnProgress = CopyFilesOptions['onProgress'];
const ending = '.files';

/** Where the files of a backup are: beside it. */
export function filesOfBackup(file: string): string {
  return `${resolve(file)}${ending}`;
}

/**
 * Copies the files that a snapshot of a database names from `store` to beside the backup. What another backup in the same folder has is linked
 * there, and takes no room again. Some may be missing: those that were removed after the snapshot.
 */
export async function backUpFiles(
  { files, file, store }: { files: Iterable<KeptFile>; file: string; store: FileStore },
  onProgress?: OnProgress,
): Promise<CopiedFiles> {
  const folder = filesOfBackup(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const to = new FolderStore(folder);
  const others = await otherBackups(folder);
  async function* linked(): AsyncGenerator<KeptFile> {
    for (const kept of files) {
      if (others.length > 0) await linkFrom(others, to, kept);
      yield kept;
    }
  }
  const scratch = join(folder, 'part');
  return await copyFiles({ files: linked(), from: store, to, scratch, ...(onProgress && { onProgress }) });
}

async function otherBackups(folder: string): Promise<FolderStore[]> {
  const names = (await readdir(dirname(folder))).filter((name) => name.endsWith(ending) && name !== basename(folder));
  return names.map((name) => new FolderStore(join(dirname(folder), name)));
}

/** No file of a backup ever changes. Where links are not possible it is copied as if there were none. */
async function linkFrom(others: readonly FolderStore[], to: FolderStore, { key, size }: KeptFile): Promise<void> {
  if ((await to.sizeOf(key)) === size) return;
  for (const other of others) {
    if ((await other.sizeOf(key)) !== size) continue;
    await mkdir(dirname(to.pathOf(key)), { recursive: true, mode: 0o700 });
    await link(other.pathOf(key), to.pathOf(key)).catch(() => {});
    return;
  }
}

export interface RestoreFilesOptions {
  /** Those that the database of the backup names. */
  files: () => Iterable<KeptFile>;
  file: string;
  store: FileStore;
  scratch: string;
  /** Restore those that there are. */
  despiteMissing: boolean;
}

/**
 * Copies what the database of a backup names from beside the backup into `store`. Before anything is written it is known that each is in one of
 * them; what is there already is read through like what comes. Rejects with `FileCopyError`.
 */
export async function restoreFiles(
  { files, file, store, scratch, despiteMissing }: RestoreFilesOptions,
  onProgress?: OnProgress,
): Promise<CopiedFiles> {
  const from = new FolderStore(filesOfBackup(file));
  const lost = { count: 0, example: '' };
  for (const { key, size } of files()) {
    if ((await from.sizeOf(key)) === size || (await store.sizeOf(key)) === size) continue;
    lost.count += 1;
    lost.example ||= key;
  }
  if (lost.count > 0 && !despiteMissing) {
    throw new FileCopyError(
      `${lost.count} files that people sent are neither in ${filesOfBackup(file)} nor where they are kept (such as ${lost.example.slice(0, 2)}/${lost.example}). ` +
        'Nothing was changed. Put that folder beside the backup; with --despite-missing-files it is restored without them.',
    );
  }
  return await copyFiles({
    files: files(),
    from,
    to: store,
    scratch,
    provesAll: true,
    ...(onProgress && { onProgress }),
  });
}
