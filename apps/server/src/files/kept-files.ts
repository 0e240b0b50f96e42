import { sql } from 'kysely';
import type { Storage } from '../storage/storage.ts';

/** A file that is whole, as its row says. */
export interface KeptFile {
  key: string;
  size: number;
}

const pageRows = 1_000;
/** Not those that are being removed. */
const isKept = `whole = 1 and free_at >= 0`;

/** All that a database names. */
export async function* keptOf({ db }: Storage): AsyncGenerator<KeptFile> {
  let after = '';
  for (;;) {
    const { rows } = await sql<KeptFile & { id: string }>`
      select id, key, size from files where ${sql.raw(isKept)} and id > ${after} order by id limit ${sql.lit(pageRows)}
    `.execute(db);
    for (const { key, size } of rows) yield { key, size };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
