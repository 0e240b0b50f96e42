import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { StorageOpenError } from '../storage-errors.ts';
import { refuseUnfinishedCopy } from '../unfinished-copy.ts';
import type { DialectName } from './column-types.ts';
import type { Migration } from './migration.ts';

/** Any number that no other program locks in the same database. */
const advisoryLock = 7_266_322;

/** Of all steps together: a large database takes its time, and nobody else waits for it yet. Cut off, the next start would be as well. */
export const migrationTimeoutMs = 3_600_000;

/**
 * Brings the database to the last of `steps` and answers its epoch. All in one transaction: cut off anywhere, the
 * database is what it was before. Refuses one that a newer version has migrated further.
 */
export async function migrate(
  db: Kysely<Database>,
  dialect: DialectName,
  steps: readonly Migration[],
  { acceptsUnfinishedCopy = false }: { acceptsUnfinishedCopy?: boolean | undefined } = {},
): Promise<string> {
  return await db.transaction().execute(async (transaction) => {
    // Two nodes that start together: one migrates, the other waits and finds it done.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(transaction);
    await sql`create table if not exists migrations (name text primary key not null, applied_at text not null)`.execute(
      transaction,
    );
    const applied = await appliedNames(transaction);
    refuseNewer(applied, steps);
    for (const step of steps) {
      if (!applied.has(step.name)) await apply(transaction, dialect, step);
    }
    const epoch = await epochOf(transaction);
    if (!acceptsUnfinishedCopy) await refuseUnfinishedCopy(transaction);
    return epoch;
  });
}

async function appliedNames(transaction: Transaction<Database>): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(transaction);
  return new Set(rows.map((row) => row.name));
}

/** A database to which these steps were applied can't be served by this version. */
export function refuseNewer(applied: ReadonlySet<string>, steps: readonly Migration[]): void {
  const known = new Set(steps.map((step) => step.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StorageOpenError(
    `The database was written by a newer version of Confab (it has ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup made before the upgrade.',
  );
}

async function apply(transaction: Transaction<Database>, dialect: DialectName, step: Migration): Promise<void> {
  await step.up(transaction as unknown as Kysely<unknown>, dialect);
  const appliedAt = new Date().toISOString();
  await sql`insert into migrations (name, applied_at) values (${step.name}, ${appliedAt})`.execute(transaction);
}

async function epochOf(transaction: Transaction<Database>): Promise<string> {
  await sql`create table if not exists meta (key text primary key not null, value text not null)`.execute(transaction);
  await transaction
    .insertInto('meta')
    .values({ key: 'epoch', value: randomUUID() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const { value } = await transaction
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow();
  return value;
}
