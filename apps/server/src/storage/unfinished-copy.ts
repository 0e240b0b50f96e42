import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from './schema.ts';
import { StorageOpenError } from './storage-errors.ts';

/** The key in `meta` of a database that is being copied into: it is no database to serve until the copy is complete. */
const key = 'unfinished-copy';

const unfinishedCopySchema = z.object({
  /** Of the database that it is a copy of, and that the copy will have. */
  epoch: z.string(),
  /** What the original gets in the end. */
  originalsNextEpoch: z.string(),
  /** The table that is being copied, and the key of the last row of it that arrived. */
  table: z.string().nullable(),
  after: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
});

export type UnfinishedCopy = z.infer<typeof unfinishedCopySchema>;

export async function readUnfinishedCopy(db: Kysely<Database>): Promise<UnfinishedCopy | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row ? unfinishedCopySchema.parse(JSON.parse(row.value)) : null;
}

export async function writeUnfinishedCopy(db: Kysely<Database>, copy: UnfinishedCopy): Promise<void> {
  const value = JSON.stringify(copy);
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** The copy is complete and goes on where the original was: cursors learned there hold here (D15). */
export async function finishCopy(db: Kysely<Database>, { epoch }: UnfinishedCopy): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await setEpoch(transaction, epoch);
    await transaction.deleteFrom('meta').where('key', '=', key).execute();
  });
}

export async function setEpoch(db: Kysely<Database>, epoch: string): Promise<void> {
  await db.updateTable('meta').set({ value: epoch }).where('key', '=', 'epoch').execute();
}

export async function refuseUnfinishedCopy(db: Kysely<Database>): Promise<void> {
  if (!(await readUnfinishedCopy(db))) return;
  throw new StorageOpenError(
    'The database is an unfinished copy of another one. ' +
      'Run the same "confab migrate" again, which goes on where it was cut off.',
  );
}
