import { DatabaseSync } from 'node:sqlite';

const pageRows = 1_000;

/** The files that a database file names as kept, also while a server runs on it. One from before there were files names none. */
export function* keptIn(file: string): Generator<{ key: string; size: number }> {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    if (!db.prepare(`select 1 from sqlite_master where type = 'table' and name = 'files'`).get()) return;
    const page = db.prepare(
      `select id, key, size from files where whole = 1 and free_at >= 0 and id > ? order by id limit ${pageRows}`,
    );
    let after = '';
    for (;;) {
      const rows = page.all(after);
      for (const { key, size } of rows) yield { key: String(key), size: Number(size) };
      const last = rows.at(-1);
      if (!last) return;
      after = String(last['id']);
    }
  } finally {
    db.close();
  }
}
