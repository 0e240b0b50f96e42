import { join, resolve } from 'node:path';
import { type CopiedFiles, type KeptFile, openFileStore, restoreFiles } from '../files/index.ts';
import { keptIn } from '../storage/sqlite/kept-files.ts';
import { restoreSqlite } from '../storage/sqlite/restore.ts';
import { describeFilesPlace, filesOf, type FilesSettings } from './files-place.ts';
import { describeFiles, filesProgress } from './say-files.ts';

export interface RestoreCommandOptions {
  file: string;
  folder: string;
  replace: boolean;
  files: string | undefined;
  despiteMissing: boolean;
  settings: FilesSettings;
  say: (line: string) => void;
}

/** `confab restore`: the files first, which only adds; then the database, all of it or nothing. */
export async function restoreCommand(options: RestoreCommandOptions): Promise<void> {
  const { file, folder, replace, despiteMissing, say } = options;
  const place = filesOf(folder, options.files, options.settings);
  let found: CopiedFiles | null = null;
  const aside = await restoreSqlite({
    file,
    folder,
    replace,
    async putBeside(database) {
      const scratch = join(place.folder, 'restored');
      const store = await openFileStore(place);
      const files = (): Iterable<KeptFile> => keptIn(database);
      found = await restoreFiles({ files, file, store, scratch, despiteMissing }, filesProgress(say));
    },
  });
  for (const path of aside) say(`Put aside: ${path}`);
  if (found) sayFound(found, describeFilesPlace(place), say);
  say(`The backup was read through and is in ${resolve(folder)}. Start Confab; clients read everything anew.`);
}

function sayFound(found: CopiedFiles, place: string, say: (line: string) => void): void {
  const { copied, there, missing } = found;
  if (copied + there > 0) say(`In ${place}: ${describeFiles(found)}.`);
  if (missing.length > 0) say(`Without ${missing.length} files that people sent: they are answered as errors.`);
}
