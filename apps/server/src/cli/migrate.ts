import { transfer } from '../storage/transfer/index.ts';
import { migrateFiles } from './copy-files.ts';
import type { FilesSettings } from './files-place.ts';
import { isSamePlace, openExisting, openTarget, parsePlace, type Place } from './place.ts';
import { UsageError } from './usage.ts';

export interface MigrateOptions {
  from: string;
  to: string;
  /** Where the files are that people sent, and where they go. */
  files: string | undefined;
  filesTo: string | undefined;
  settings: FilesSettings;
  say: (line: string) => void;
}

const sayEveryMs = 1_000;

/** `confab migrate`: everything from one database to another. */
export async function migrateCommand({ from, to, files, filesTo, settings, say }: MigrateOptions): Promise<void> {
  const [source, target] = [parsePlace(from), parsePlace(to)];
  if (isSamePlace(source, target)) throw new UsageError('--from and --to are the same place.');
  const startedAt = performance.now();
  await using original = disposable(await openExisting(source));
  await using copy = disposable(await openTarget(target));
  // First: until the database is whole no server starts on it.
  const about = await migrateFiles({ original, source, target, files, filesTo, settings, say });
  const { counts, chats } = await transfer({
    from: original,
    to: copy,
    onResume: (table) => say(`Going on with ${table}, where it was cut off.`),
    onRows: progress(say),
    onCompare: () => say('Everything is copied. Comparing both …'),
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  for (const [table, rows] of counts) say(`  ${table.padEnd(14)} ${rows}`);
  say(`The same on both sides, chat by chat: ${chats} chats, ${counts.get('messages') ?? 0} messages, ${seconds} s.`);
  for (const line of [...nextSteps(target), ...about]) say(line);
}

function nextSteps(target: Place): string[] {
  const old =
    'The original is as it was. Whoever starts it again has another server: clients read everything anew there.';
  return target.kind === 'postgres'
    ? [
        'Now start Confab with DATABASE_URL set to the new database.',
        'Keep the secret: leave DATA_DIR as it is, or set AUTH_SECRET to what DATA_DIR/secret holds.',
        old,
      ]
    : [
        `Now start Confab with DATA_DIR=${target.folder} and without DATABASE_URL and REDIS_URL.`,
        'Keep the secret: copy the file "secret" from the old DATA_DIR there, or leave AUTH_SECRET as it is.',
        old,
      ];
}

function progress(say: (line: string) => void): (table: string, rows: number) => void {
  const copied = new Map<string, number>();
  let saidAt = performance.now();
  return (table, rows) => {
    const sum = (copied.get(table) ?? 0) + rows;
    copied.set(table, sum);
    if (performance.now() - saidAt < sayEveryMs) return;
    saidAt = performance.now();
    say(`  ${table}: ${sum} copied`);
  };
}

function disposable<Closable extends { close(): Promise<void> }>(thing: Closable): Closable & AsyncDisposable {
  return { ...thing, [Symbol.asyncDispose]: () => thing.close() };
}
