import { DatabaseSync } from 'node:sqlite';

const busyTimeoutMs = 10_000;

/** Whether one of these reads finds a row, for somebody who only looks. Throws where it is no database of ours. */
export function findAny(file: string, reads: readonly string[]): boolean {
  const db = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  try {
    return reads.some((read) => db.prepare(`${read} limit 1`).get() !== undefined);
  } finally {
    db.close();
  }
}
