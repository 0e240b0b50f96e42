import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import {
  beginImport,
  finishImport,
  insertRows,
  type Row,
  type TransferTable,
  transferTables,
} from '../storage/transfer/index.ts';
import { neverExported } from './export-tables.ts';
import { type Manifest, manifestName, manifestSchema } from './manifest.ts';
import { ExportError } from './write-folder.ts';

export interface PlaceImport {
  /** The folder that an export was written, or unpacked, to. */
  folder: string;
  /** Empty, and nobody serves it. */
  to: Storage;
  /** Keeps the files that the database names now: only then is it one to serve. */
  keepFiles?: () => Promise<void>;
  onRows?: (table: string, rows: number) => void;
}

/**
 * Reads an export of everything into an empty database, which is no database to serve until all of it is there. Rejects with
 * `ExportError` and `TransferError`.
 */
export async function importPlace({ folder, to, keepFiles, onRows }: PlaceImport): Promise<Manifest> {
  const source = resolve(folder);
  const manifest = await readManifest(source);
  const unknown = Object.keys(manifest.tables ?? {}).find(
    (name) => !transferTables.some((table) => table.name === name),
  );
  if (unknown !== undefined) throw newer(unknown);
  const epoch = randomUUID();
  await beginImport(to, epoch);
  for (const table of transferTables) {
    const expected = manifest.tables?.[table.name];
    // Whoever wrote the folder has no log-in here by it: everybody logs in anew.
    if (expected === undefined || neverExported.has(table.name)) continue;
    const rows = await readTable(to, table, join(source, 'tables', `${table.name}.jsonl`), onRows);
    if (rows !== expected) throw new ExportError(`tables/${table.name}.jsonl has ${rows} rows, not ${expected}.`);
  }
  await fitHeads(to);
  if (manifest.tables?.['accounts'] === undefined) await takePasswords(to);
  if (manifest.tables?.['jobs'] === undefined) await askAnew(to);
  await keepFiles?.();
  await finishImport(to, epoch);
  return manifest;
}

async function readManifest(source: string): Promise<Manifest> {
  const text = await readFile(join(source, manifestName), 'utf8').catch((cause: unknown) => {
    throw new ExportError(`There is no ${manifestName} in ${source}: this is no export, or it was cut off.`, { cause });
  });
  const { data: manifest } = manifestSchema.safeParse(asJson(text, manifestName));
  if (!manifest) throw new ExportError(`${manifestName} is not one that this version of Confab reads.`);
  if (manifest.kind !== 'place')
    throw new ExportError(`This is the export of a ${manifest.kind}. Only one of everything is read back.`);
  return manifest;
}

const rowsAtOnce = 500;

async function readTable(
  to: Storage,
  table: TransferTable,
  path: string,
  onRows: PlaceImport['onRows'] = () => {},
): Promise<number> {
  let count = 0;
  let rows: Row[] = [];
  const write = async (): Promise<void> => {
    const [first] = rows;
    if (!first) return;
    // What a later version added to the table has its usual value.
    const columns = table.columns.filter((column) => Object.hasOwn(first, column));
    const batch = rows;
    await to.db
      .transaction()
      .execute((transaction) => insertRows(transaction, to.dialect, { ...table, columns }, batch));
    onRows(table.name, batch.length);
    count += batch.length;
    rows = [];
  };
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    rows.push(readRow(table, asJson(line, `tables/${table.name}.jsonl`)));
    if (rows.length === rowsAtOnce) await write();
  }
  await write();
  return count;
}

function readRow(table: TransferTable, value: unknown): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ExportError(`tables/${table.name}.jsonl holds a line that is no row.`);
  const strange = Object.keys(value).find((column) => !table.columns.includes(column));
  if (strange !== undefined) throw newer(`${table.name}.${strange}`);
  return value as Row;
}

function asJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ExportError(`${where} holds what is no JSON.`, { cause });
  }
}

function newer(what: string): ExportError {
  return new ExportError(
    `The export was made by a newer version of Confab (it has ${what}). Import it with that version.`,
  );
}

/** The owner's export has no jobs, since what they hold may be secret: what people wait for looks at their documents once, and asks anew. */
async function askAnew({ db }: Storage): Promise<void> {
  await sql`insert into jobs (kind, key, due_at, attempts, version, claimed_by, claimed_until, payload)
    select kind, key, 0, 0, 1, '', 0, 'null' from (
      select distinct 'reminder' as kind, user_id as key from person_documents where key like 'reminder/%'
      union select distinct 'scheduled', user_id from person_documents where key like 'scheduled/%'
      union select 'clean-files', '*files') as waiting`.execute(db);
}

/** The owner's export has no passwords: everybody gets a place for one, so that they can choose it by a link (`confab user reset`). */
async function takePasswords({ db }: Storage): Promise<void> {
  await sql`insert into accounts (id, account_id, provider_id, user_id, created_at, updated_at)
    select id, id, 'credential', id, created_at, updated_at from users where deleted_at is null`.execute(db);
}

/**
 * One that was made beside a running server may hold messages that came after their chat was read: the counters follow what is there, so
 * that the log is whole (D4), and nobody has read further than it goes.
 */
async function fitHeads({ db }: Storage): Promise<void> {
  await sql`update chats set
    seq = coalesce((select max(seq) from messages where chat_id = chats.id), 0),
    rev = case when rev > (select max(rev) from messages where chat_id = chats.id) then rev
      else (select max(rev) from messages where chat_id = chats.id) end
    where exists (select 1 from messages where chat_id = chats.id and (seq > chats.seq or rev > chats.rev))`.execute(
    db,
  );
  await sql`update members set read_seq = (select seq from chats where id = members.chat_id)
    where read_seq > (select seq from chats where id = members.chat_id)`.execute(db);
  await sql`delete from sends where seq > (select seq from chats where id = sends.chat_id)`.execute(db);
  // Sealed between the reads of the two: it would come into the chain twice.
  await sql`delete from audit_pending where id in (select id from audit_log)`.execute(db);
}
