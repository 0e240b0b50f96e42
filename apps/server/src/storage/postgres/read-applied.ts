import { onOneConnection } from './on-one-connection.ts';

/** The steps that a database has, for somebody who only looks; null where there is none of ours yet. Rejects where it does not answer. */
export async function readApplied(url: string, answerMs: number): Promise<string[] | null> {
  return await onOneConnection(url, { connectMs: answerMs, answerMs }, async (client) => {
    const found = await client.query<{ there: string | null }>("select to_regclass('migrations') as there");
    if (!found.rows[0]?.there) return null;
    const { rows } = await client.query<{ name: string }>('select name from migrations');
    return rows.map(({ name }) => name);
  });
}
