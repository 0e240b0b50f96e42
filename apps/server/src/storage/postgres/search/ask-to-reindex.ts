import { onOneConnection } from '../on-one-connection.ts';
import { nameOf } from '../open-postgres-storage.ts';
import { toOpenError } from '../postgres-errors.ts';

const askToReindexSql = `insert into search_state (key, value) values ('renew', '1') on conflict (key) do nothing`;

const connectWithinMs = 5_000;

/** Beside the nodes that serve: one of them makes the index anew. Rejects with `StorageOpenError`. */
export async function askToReindexAt(url: string): Promise<void> {
  try {
    await onOneConnection(url, { connectMs: connectWithinMs }, (client) => client.query(askToReindexSql));
  } catch (error) {
    throw toOpenError(error, nameOf(url));
  }
}
