import { onOneConnection } from './on-one-connection.ts';

/** Whether one of these reads finds a row, for somebody who only looks; not where there are no tables of ours yet. Rejects where it does not answer. */
export async function findAny(url: string, reads: readonly string[], answerMs: number): Promise<boolean> {
  return await onOneConnection(url, { connectMs: answerMs, answerMs }, async (client) => {
    const found = await client.query<{ there: string | null }>("select to_regclass('migrations') as there");
    if (!found.rows[0]?.there) return false;
    for (const read of reads) {
      if ((await client.query(`${read} limit 1`)).rowCount !== 0) return true;
    }
    return false;
  });
}
