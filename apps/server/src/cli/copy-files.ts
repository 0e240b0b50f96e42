import { join } from 'node:path';
import { copyFiles, type CopiedFiles, type FilePlace, type KeptFile, keptOf, openFileStore } from '../files/index.ts';
import type { Storage } from '../storage/index.ts';
import { keptIn } from '../storage/sqlite/kept-files.ts';
import { parsePlace, type Place } from './place.ts';
import { describeFilesPlace, filesIn, filesOf, findFiles, type FilesSettings, parseFilesPlace } from './files-place.ts';
import { describeFiles, filesProgress, warnOfMissing } from './say-files.ts';
import { UsageError } from './usage.ts';

type Say = (line: string) => void;

export interface CopyFilesCommandOptions {
  /** Of the database that names them. */
  place: string;
  from: string | undefined;
  to: string;
  settings: FilesSettings;
  say: Say;
}

/** `confab copy-files`: from one place to another, while servers run or not. It only adds. */
export async function copyFilesCommand({ place, from, to, settings, say }: CopyFilesCommandOptions): Promise<void> {
  const database = parsePlace(place);
  const source = sourceOf(database, from, settings);
  const target = parseFilesPlace(to, settings);
  if (database.kind === 'folder') {
    await copyBetween({ files: keptIn(join(database.folder, 'confab.db')), source, target, say });
    return;
  }
  const { openPostgresStorage } = await import('../storage/postgres/open-postgres-storage.ts');
  const storage = await openPostgresStorage({ url: database.url });
  try {
    await copyBetween({ files: keptOf(storage), source, target, say });
  } finally {
    await storage.close();
  }
}

interface Between {
  files: AsyncIterable<KeptFile> | Iterable<KeptFile>;
  source: FilePlace;
  target: FilePlace;
  say: Say;
}

async function copyBetween({ files, source, target, say }: Between): Promise<CopiedFiles> {
  if (describeFilesPlace(source) === describeFilesPlace(target)) throw new UsageError('The files are there already.');
  const [from, to] = await Promise.all([openFileStore(source), openFileStore(target)]);
  const scratch = join(target.folder, 'copied');
  const copied = await copyFiles({ files, from, to, scratch, onProgress: filesProgress(say) });
  say(`In ${describeFilesPlace(target)}: ${describeFiles(copied)}. Each was proven by its hash.`);
  warnOfMissing(copied, say);
  return copied;
}

export interface MigrateFilesOptions {
  original: Storage;
  source: Place;
  target: Place;
  files: string | undefined;
  filesTo: string | undefined;
  settings: FilesSettings;
  say: Say;
}

/** What goes with `confab migrate`. Answers what to set, in words. */
export async function migrateFiles(options: MigrateFilesOptions): Promise<string[]> {
  const { original, source, target, files, filesTo, settings, say } = options;
  const first = await keptOf(original).next();
  if (first.done === true) return [];
  const from = sourceOf(source, files, settings);
  const to = filesTo === undefined ? targetOf(target, settings) : parseFilesPlace(filesTo, settings);
  if (to && describeFilesPlace(from) !== describeFilesPlace(to)) {
    await copyBetween({ files: keptOf(original), source: from, target: to, say });
    return [to.s3 ? 'Set FILES_URL to the bucket that the files are in now.' : `The files are in ${to.folder}.`];
  }
  return [
    `The files stay in ${describeFilesPlace(from)}: set ${from.s3 ? 'FILES_URL' : 'FILES_DIR'} to it on every node.`,
  ];
}

function sourceOf(database: Place, named: string | undefined, settings: FilesSettings): FilePlace {
  if (database.kind === 'folder') return filesOf(database.folder, named, settings);
  const found = findFiles(named, settings);
  if (!found) throw new UsageError('Say where the files are that people sent: --files, or FILES_DIR or FILES_URL.');
  return found;
}

/** Where settings name a place, the copy has it too. */
function targetOf(target: Place, { filesFolder, filesUrl }: FilesSettings): FilePlace | null {
  if (target.kind !== 'folder' || filesFolder || filesUrl) return null;
  return { folder: filesIn(target.folder), s3: null };
}
