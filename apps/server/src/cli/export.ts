import { createAudit, verifyAudit } from '../audit/index.ts';
import { exportPlace, importPlace, writeFolder } from '../export/index.ts';
import { type CopiedFiles, copyFiles, FolderStore, keptOf, openFileStore } from '../files/index.ts';
import { join, resolve } from 'node:path';
import { filesOf, findFiles, type FilesSettings, parseFilesPlace } from './files-place.ts';
import { openExisting, openTarget, parsePlace, type Place } from './place.ts';
import { describeFiles, filesProgress, warnOfMissing } from './say-files.ts';
import { UsageError } from './usage.ts';

type Say = (line: string) => void;

interface ExportCommand {
  place: string;
  to: string;
  files: string | undefined;
  settings: FilesSettings;
  say: Say;
}

/** `confab export`: everything, passwords as hashes too. The server is stopped. */
export async function exportCommand({ place: named, to, files, settings, say }: ExportCommand): Promise<void> {
  const place = parsePlace(named);
  const storage = await openExisting(place);
  try {
    const from = filesAt(place, files, settings);
    if (from === null) throw new UsageError('Say where the files are that people sent: --files FILES, or FILES_URL.');
    const at = Date.now();
    const audit = createAudit({ storage, now: Date.now });
    await audit.note({ action: 'export.made', target: null, details: { what: 'everything' } }, { userId: null });
    const store = await openFileStore(from);
    const counts = new Map<string, number>();
    const onRows = (table: string, rows: number): void => void counts.set(table, (counts.get(table) ?? 0) + rows);
    await writeFolder(to, exportPlace({ storage, store, scope: 'operator', at, onRows }));
    for (const [table, rows] of counts) say(`  ${table.padEnd(20)} ${rows}`);
    say(`Everything is in ${resolve(to)}, hashes of passwords too: keep it where nobody else reads it.`);
  } finally {
    await storage.close();
  }
}

interface ImportCommand {
  from: string;
  place: string;
  filesTo: string | undefined;
  settings: FilesSettings;
  say: Say;
}

/** `confab import`: what `confab export` wrote, or the owner's archive unpacked, into an empty place. */
export async function importCommand({ from, place: named, filesTo, settings, say }: ImportCommand): Promise<void> {
  const place = parsePlace(named);
  const target = filesAt(place, filesTo, settings);
  if (target === null) throw new UsageError('Say where the files go: --files-to FILES, or FILES_URL.');
  const storage = await openTarget(place);
  try {
    const to = await openFileStore(target);
    let copied: CopiedFiles = { copied: 0, bytes: 0, there: 0, missing: [] };
    const keepFiles = async (): Promise<void> => {
      copied = await copyFiles({
        files: keptOf(storage),
        from: new FolderStore(join(resolve(from), 'files')),
        to,
        scratch: join(target.folder, 'work'),
        onProgress: filesProgress(say),
      });
    };
    const manifest = await importPlace({ folder: from, to: storage, keepFiles });
    await createAudit({ storage, now: Date.now }).note(
      { action: 'import.made', target: null, details: { madeAt: manifest.madeAt } },
      { userId: null },
    );
    const rows = Object.values(manifest.tables ?? {}).reduce((sum, count) => sum + count, 0);
    say(`Read back: ${rows} rows, and of the files that people sent ${describeFiles(copied)}.`);
    warnOfMissing(copied, say);
    const { isSound, broken } = await verifyAudit(storage);
    if (!isSound) say(`Its audit log is not as it was written: entry ${broken?.seq}, ${broken?.reason}.`);
    say('Everybody logs in anew. Now start Confab on it.');
  } finally {
    await storage.close();
  }
}

function filesAt(place: Place, named: string | undefined, settings: FilesSettings) {
  if (named !== undefined) return parseFilesPlace(named, settings);
  return place.kind === 'folder' ? filesOf(place.folder, named, settings) : findFiles(named, settings);
}
