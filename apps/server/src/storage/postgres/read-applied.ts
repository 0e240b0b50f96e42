import pg from 'pg';

/** The steps that a database has, for somebody who only looks; null where there is none of ours yet. Rejects where it does not answer. */
export async function readApplied(url: string, answerMs: number): Promise<string[] | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerMs, query_timeout: answerMs });
  // A connection that breaks later is told by what is asked of it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query<{ there: string | null }>("select to_regclass('migrations') as there");
    if (!found.rows[0]?.there) return null;
    const { rows } = await client.query<{ name: string }>('select name from migrations');
    return rows.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}
