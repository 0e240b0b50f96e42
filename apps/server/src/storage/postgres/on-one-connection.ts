import pg from 'pg';

interface Patience {
  connectMs: number;
  /** For each answer; without it, as long as it takes. */
  answerMs?: number;
}

/** For somebody who asks a little beside the pools of a server: what comes of `ask`, and the connection is gone. Rejects as either does. */
export async function onOneConnection<Result>(
  url: string,
  { connectMs, answerMs }: Patience,
  ask: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    ...(answerMs !== undefined && { query_timeout: answerMs }),
  });
  // A connection that breaks later is told by what is asked of it; unheard it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await ask(client);
  } finally {
    // What went wrong is said already.
    await client.end().catch(() => undefined);
  }
}
