import { DatabaseSync } from 'node:sqlite';

const busyTimeoutMs = 10_000;

/**
 * The steps that a database has, for somebody who only looks: a server may be running on it, and nothing is written. With `readsAll` it is
 * read to its end. Throws where it is no database, or not sound.
 */
export function readApplied(file: string, { readsAll }: { readsAll: boolean }): string[] {
  const db = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  try {
    const rows = db.prepare('select name from migrations').all() as { name: string }[];
    if (readsAll) {
      const [verdict] = db.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
      if (verdict?.quick_check !== 'ok') throw new Error(verdict?.quick_check ?? 'unreadable');
    }
    return rows.map(({ name }) => name);
  } finally {
    db.close();
  }
}
