import { resolve } from 'node:path';
import { backUpFiles, type CopiedFiles, type FileStore, filesOfBackup, openFileStore } from '../files/index.ts';
import { backUpSqlite } from '../storage/sqlite/back-up.ts';
import { keptIn } from '../storage/sqlite/kept-files.ts';
import { filesOf, type FilesSettings } from './files-place.ts';
import { describeFiles, filesProgress, warnOfMissing } from './say-files.ts';

export interface BackupCommandOptions {
  folder: string;
  file: string;
  files: string | undefined;
  withoutFiles: boolean;
  settings: FilesSettings;
  say: (line: string) => void;
}

/** `confab backup`: the database and the secret in one file, and the files that people sent beside it. */
export async function backupCommand(options: BackupCommandOptions): Promise<void> {
  const { folder, file, say } = options;
  if (options.withoutFiles) {
    await backUpSqlite({ folder, file });
    say(`The backup is ${resolve(file)}. It holds everything, the secret too, but the files that people sent.`);
    say('Keep it where nobody else reads it.');
    return;
  }
  const store = await openFileStore(filesOf(folder, options.files, options.settings));
  const copied = await backUpWithFiles({ folder, file, store, onProgress: filesProgress(say) });
  say(`The backup is ${resolve(file)}. It holds everything, the secret too: keep it where nobody else reads it.`);
  if (copied.copied + copied.there === 0 && copied.missing.length === 0) return;
  say(`It goes with ${filesOfBackup(file)}: ${describeFiles(copied)}.`);
  warnOfMissing(copied, say);
}

export interface WithFilesOptions {
  folder: string;
  file: string;
  store: FileStore;
  onProgress?: (copied: CopiedFiles) => void;
}

/** Every file that the database of the backup names is beside it, but those that were lost before. */
export async function backUpWithFiles({ folder, file, store, onProgress }: WithFilesOptions): Promise<CopiedFiles> {
  const total: CopiedFiles = { copied: 0, bytes: 0, there: 0, missing: [] };
  await backUpSqlite({
    folder,
    file,
    async keepBeside(snapshot) {
      const found = await backUpFiles({ files: keptIn(snapshot), file, store }, onProgress);
      const lost = new Set(total.missing);
      // What this backup copied itself is no news of another one.
      total.there = Math.max(0, found.there - total.copied);
      total.copied += found.copied;
      total.bytes += found.bytes;
      total.missing = found.missing;
      // Removed since the snapshot, a newer one does not name it: what that names again is lost, and no reason to have no backup.
      return found.missing.every((key) => lost.has(key));
    },
  });
  return total;
}
