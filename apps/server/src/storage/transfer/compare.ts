import { createHash } from 'node:crypto';
import type { Storage } from '../storage.ts';
import { keyOf, readRows, type Row } from './table-rows.ts';
import { type TransferTable, transferTables } from './tables.ts';

interface Digest {
  rows: number;
  /** SHA-256 over the rows in the order of their keys. */
  checksum: string;
}

export interface Comparison {
  /** Rows of each table, where both have the same. */
  counts: Map<string, number>;
  chats: number;
  /** Where they differ, as lines for a person to read. */
  differences: string[];
}

/** Reads both databases to the end and compares them, what belongs to a chat chat by chat. */
export async function compareStorages(from: Storage, to: Storage, batchRows: number): Promise<Comparison> {
  const comparison: Comparison = { counts: new Map(), chats: 0, differences: [] };
  for (const table of transferTables) {
    const [left, right] = await Promise.all([digest(from, table, batchRows), digest(to, table, batchRows)]);
    comparison.counts.set(table.name, sum(left));
    if (table.name === 'chats') comparison.chats = left.size;
    for (const group of new Set([...left.keys(), ...right.keys()])) {
      const [one, other] = [left.get(group), right.get(group)];
      if (one?.checksum === other?.checksum) continue;
      const place = group === '' ? table.name : `${table.name} of chat ${group}`;
      comparison.differences.push(`${place}: ${one?.rows ?? 0} rows here, ${other?.rows ?? 0} there, not the same`);
    }
  }
  return comparison;
}

/** By chat, under '' for a table that is not compared by chats. */
async function digest({ db }: Storage, table: TransferTable, limit: number): Promise<Map<string, Digest>> {
  const digests = new Map<string, Digest>();
  let group: string | null = null;
  let rows: Row[] = [];
  let hash = createHash('sha256');
  let count = 0;
  const close = (): void => {
    if (group !== null) digests.set(group, { rows: count, checksum: hash.digest('base64') });
  };
  do {
    const last = rows.at(-1);
    rows = await readRows(db, table, { after: last ? keyOf(table, last) : null, limit });
    for (const row of rows) {
      const next = table.chat === undefined ? '' : String(row[table.chat]);
      if (next !== group) {
        close();
        group = next;
        hash = createHash('sha256');
        count = 0;
      }
      hash.update(JSON.stringify(row));
      count += 1;
    }
  } while (rows.length === limit);
  close();
  return digests;
}

function sum(digests: ReadonlyMap<string, Digest>): number {
  return [...digests.values()].reduce((total, { rows }) => total + rows, 0);
}
