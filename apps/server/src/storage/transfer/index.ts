import { randomUUID } from 'node:crypto';
import type { Storage } from '../storage.ts';
import {
  finishCopy,
  readUnfinishedCopy,
  setEpoch,
  type UnfinishedCopy,
  writeUnfinishedCopy,
} from '../unfinished-copy.ts';
import { type Comparison, compareStorages } from './compare.ts';
import { copyTables } from './copy-tables.ts';
import { TransferError } from './transfer-error.ts';

export { insertRows, keyOf, readRows, type Row } from './table-rows.ts';
export { type TransferTable, transferTables } from './tables.ts';

export interface TransferOptions {
  /** Nobody else writes to either. */
  from: Storage;
  to: Storage;
  /** Rows that are read and written at once. */
  batchRows?: number;
  onResume?: (table: string) => void;
  onRows?: (table: string, rows: number) => void;
  onCompare?: () => void;
}

const differencesShown = 10;

/**
 * Copies one database into another one, which is empty or holds the beginning of this copy, and compares them. The copy
 * keeps the epoch, for its log is the same; the original gets a new one, so that clients of somebody who goes on with it
 * do not take two histories for one (D15). Rejects with TransferError.
 */
export async function transfer(options: TransferOptions): Promise<Comparison> {
  const { from, to, batchRows = 1_000 } = options;
  const begun = await begin(options);
  await copyTables({ from, to, batchRows, onRows: options.onRows ?? (() => {}) }, begun);
  options.onCompare?.();
  const comparison = await compareStorages(from, to, batchRows);
  if (comparison.differences.length > 0) throw differing(comparison.differences);
  await setEpoch(from.db, begun.originalsNextEpoch);
  await finishCopy(to.db, begun);
  return comparison;
}

/** What is read into an empty database from elsewhere: until it is finished no server starts on it, and it can't be gone on with. */
export async function beginImport(to: Storage, epoch: string): Promise<void> {
  if (await readUnfinishedCopy(to.db))
    throw new TransferError('The target holds the beginning of a copy. Empty it, or name another.');
  await refuseFull(to);
  await writeUnfinishedCopy(to.db, { epoch, originalsNextEpoch: epoch, table: null, after: null });
}

/** `epoch` is one of its own: clients read everything anew (D15). */
export async function finishImport(to: Storage, epoch: string): Promise<void> {
  await finishCopy(to.db, { epoch, originalsNextEpoch: epoch, table: null, after: null });
}

async function begin({ from, to, onResume }: TransferOptions): Promise<UnfinishedCopy> {
  const begun = await readUnfinishedCopy(to.db);
  if (begun) {
    if (from.epoch !== begun.epoch && from.epoch !== begun.originalsNextEpoch) {
      throw new TransferError(
        'The target holds the beginning of a copy of another database. Empty it, or name another.',
      );
    }
    if (begun.table !== null) onResume?.(begun.table);
    return begun;
  }
  await refuseFull(to);
  const fresh = { epoch: from.epoch, originalsNextEpoch: randomUUID(), table: null, after: null };
  await writeUnfinishedCopy(to.db, fresh);
  return fresh;
}

async function refuseFull({ db }: Storage): Promise<void> {
  for (const table of ['users', 'chats'] as const) {
    const row = await db.selectFrom(table).select('id').limit(1).executeTakeFirst();
    if (row) throw new TransferError('The target is in use: it has people or chats already. Name an empty one.');
  }
}

function differing(differences: readonly string[]): TransferError {
  const shown = differences.slice(0, differencesShown).map((line) => `  ${line}`);
  if (differences.length > shown.length) shown.push(`  and ${differences.length - shown.length} more`);
  return new TransferError(
    ['The copy is not the same as the original:', ...shown].join('\n') +
      '\nIf the original was used between two tries, empty the target and run it again.',
  );
}
