import type { Storage } from '../storage.ts';
import { type UnfinishedCopy, writeUnfinishedCopy } from '../unfinished-copy.ts';
import { insertRows, keyOf, readRows } from './table-rows.ts';
import { type TransferTable, transferTables } from './tables.ts';

export interface CopyOptions {
  from: Storage;
  to: Storage;
  batchRows: number;
  onRows: (table: string, rows: number) => void;
}

/** Copies what is not there yet. Every batch and the place that it reaches are one transaction, so that it may end anywhere. */
export async function copyTables(options: CopyOptions, begun: UnfinishedCopy): Promise<void> {
  const first = Math.max(
    0,
    transferTables.findIndex(({ name }) => name === begun.table),
  );
  for (const table of transferTables.slice(first)) {
    await copyTable(options, table, table.name === begun.table ? begun : { ...begun, table: table.name, after: null });
  }
}

async function copyTable(options: CopyOptions, table: TransferTable, begun: UnfinishedCopy): Promise<void> {
  const { from, to, batchRows: limit, onRows } = options;
  let rows = await readRows(from.db, table, { after: begun.after, limit });
  while (rows.length > 0) {
    const last = rows.at(-1);
    const after = last ? keyOf(table, last) : null;
    const batch = rows;
    const written = to.db.transaction().execute(async (transaction) => {
      await insertRows(transaction, to.dialect, table, batch);
      await writeUnfinishedCopy(transaction, { ...begun, after });
    });
    // One database reads while the other writes.
    [rows] = await Promise.all([readRows(from.db, table, { after, limit }), written]);
    onRows(table.name, batch.length);
  }
}
