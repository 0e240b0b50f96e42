import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** The key in `meta` of a backup under which its digest is: SQLite has no checksums, and a flipped byte in a text is none to it. */
export const digestKey = 'backup-digest';

/** SHA-256 over every row of every table in the order of their keys, but the digest's own. Throws where one can't be read. */
export function digestContent(db: DatabaseSync): string {
  const hash = createHash('sha256');
  for (const table of listTables(db)) {
    hash.update(`\n${table}\n`);
    const own = table === 'meta' ? `where key <> '${digestKey}'` : '';
    const statement = db.prepare(`select * from ${quote(table)} ${own} order by ${keyOf(db, table)}`);
    statement.setReturnArrays(true);
    for (const row of statement.iterate()) hash.update(JSON.stringify(row));
  }
  return hash.digest('base64url');
}

export function listTables(db: DatabaseSync): string[] {
  const rows = db
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all();
  return rows.map(({ name }) => String(name));
}

function keyOf(db: DatabaseSync, table: string): string {
  const columns = db.prepare('select name from pragma_table_info(?) where pk > 0 order by pk').all(table);
  return columns.length === 0 ? 'rowid' : columns.map(({ name }) => quote(String(name))).join(', ');
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
