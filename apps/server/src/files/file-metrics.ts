import { sql } from 'kysely';
import type { FeatureCounter, FeatureGauge } from '../feature.ts';
import type { Storage } from '../storage/storage.ts';
import { readRoom } from './read-files.ts';
import type { Uploads } from './uploads.ts';
import type { WatchedStore } from './watched-store.ts';

/** What was removed here since the start. `upload`: it was never whole. */
export type RemovedCounts = Record<'file' | 'upload', number>;

export interface FileMetricsContext {
  storage: Storage;
  store: WatchedStore;
  uploads: Uploads;
  pictures: { readonly waiting: number };
  turns: { readonly waiting: number };
  removed: RemovedCounts;
  clock: { monotonicNow: () => number };
}

interface Counted {
  files: number;
  uploads: number;
  bytes: number;
}

/** All rows are counted for it: not each time that somebody asks. */
const countEveryMs = 30_000;

export function fileGauges({ storage, uploads, pictures, turns, clock }: FileMetricsContext): FeatureGauge[] {
  let counted: Promise<Counted | null> = Promise.resolve(null);
  let countedAt = Number.NEGATIVE_INFINITY;
  const count = (): Promise<Counted | null> => {
    if (clock.monotonicNow() - countedAt < countEveryMs) return counted;
    countedAt = clock.monotonicNow();
    // While the database is away everything else is told.
    counted = countAll(storage).catch(() => null);
    return counted;
  };
  const of = (what: keyof Counted) => async (): Promise<number | null> => (await count())?.[what] ?? null;
  return [
    { name: 'confab_files', help: 'Files that are kept.', read: of('files') },
    { name: 'confab_files_bytes', help: 'Bytes that files take, uploads with all of theirs.', read: of('bytes') },
    { name: 'confab_uploads', help: 'Uploads that are not whole yet.', read: of('uploads') },
    { name: 'confab_upload_parts', help: 'Parts of uploads that are received now.', read: () => uploads.underWay },
    {
      name: 'confab_pictures_waiting',
      help: 'Pictures that wait to be looked at or drawn.',
      read: () => pictures.waiting + turns.waiting,
    },
  ];
}

export function fileCounters({ store, removed }: Pick<FileMetricsContext, 'store' | 'removed'>): FeatureCounter[] {
  return [
    {
      name: 'confab_files_removed_total',
      help: 'Files that no message has any more or that were not sent, and uploads that were cut off: removed.',
      label: 'what',
      read: () => Object.entries(removed),
    },
    {
      name: 'confab_files_away_total',
      help: 'Times that the place for files did not answer, by what was asked.',
      label: 'operation',
      read: () => store.failures,
    },
  ];
}

async function countAll(storage: Storage): Promise<Counted> {
  const [{ rows }, bytes] = await Promise.all([
    sql<{ whole: number; count: number }>`select whole, count(*) as count from files group by whole`.execute(
      storage.db,
    ),
    readRoom(storage, '*'),
  ]);
  const of = (whole: number): number => rows.find((row) => row.whole === whole)?.count ?? 0;
  return { files: of(1), uploads: of(0), bytes };
}
