import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../schema.ts';
import type { Storage } from '../storage.ts';
import type { TransferTable } from './tables.ts';

export type Value = string | number | boolean | null;
/** A row that reads the same whichever database it comes from. */
export type Row = Record<string, Value>;

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rowsSchema = z.array(z.record(z.string(), valueSchema.or(z.date())));

/** The next rows after a key, in the order of the keys. */
export async function readRows(
  db: Kysely<Database>,
  table: TransferTable,
  { after, limit }: { after: readonly Value[] | null; limit: number },
): Promise<Row[]> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const where = after === null ? sql`` : sql`where (${key}) > (${sql.join(after)})`;
  const { rows } =
    await sql`select ${columnsOf(table)} from ${sql.table(table.name)} ${where} order by ${key} limit ${limit}`.execute(
      db,
    );
  return rowsSchema.parse(rows).map((row) => toRow(table, row));
}

export function keyOf(table: TransferTable, row: Row): Value[] {
  return table.key.map((column) => row[column] ?? null);
}

/** As one parameter, which both databases take apart faster than thousands. */
export async function insertRows(
  transaction: Transaction<Database>,
  dialect: Storage['dialect'],
  table: TransferTable,
  rows: readonly Row[],
): Promise<void> {
  const name = sql.table(table.name);
  const json = JSON.stringify(rows);
  const select =
    dialect === 'postgres'
      ? sql`select ${columnsOf(table)} from json_populate_recordset(null::${name}, ${json}::json)`
      : sql`select ${sql.join(table.columns.map((column) => sql`value ->> ${sql.lit(column)}`))} from json_each(${json})`;
  await sql`insert into ${name} (${columnsOf(table)}) ${select}`.execute(transaction);
}

function columnsOf(table: TransferTable): ReturnType<typeof sql.join> {
  return sql.join(table.columns.map((column) => sql.ref(column)));
}

function toRow(table: TransferTable, read: Record<string, Value | Date>): Row {
  const row: Row = {};
  for (const column of table.columns) {
    const value = read[column] ?? null;
    if (value === null) row[column] = null;
    else if (table.dates?.includes(column)) row[column] = isoDate(value);
    else if (table.booleans?.includes(column)) row[column] = Boolean(value);
    else if (value instanceof Date) throw new TypeError(`${table.name}.${column} is a date.`);
    else row[column] = value;
  }
  return row;
}

function isoDate(value: Value | Date): string {
  return (value instanceof Date ? value : new Date(String(value))).toISOString();
}
