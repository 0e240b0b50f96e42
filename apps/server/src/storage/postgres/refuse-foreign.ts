import { StorageOpenError } from '../storage-errors.ts';
import { onOneConnection } from './on-one-connection.ts';
import { nameOf } from './open-postgres-storage.ts';
import { toOpenError } from './postgres-errors.ts';

const connectWithinMs = 5_000;

/** Before anything is made in it: rejects with `StorageOpenError` where a database holds tables that are not ours. */
export async function refuseForeign(url: string): Promise<void> {
  try {
    const { rows } = await onOneConnection(url, { connectMs: connectWithinMs }, (client) =>
      client.query<{ table_name: string }>(
        'select table_name from information_schema.tables where table_schema = current_schema()',
      ),
    );
    const names = rows.map((row) => row.table_name);
    if (names.length === 0 || (names.includes('migrations') && names.includes('meta'))) return;
    throw new StorageOpenError(
      `The PostgreSQL database holds tables of another program (${names.slice(0, 3).join(', ')}). Name an empty one.`,
    );
  } catch (error) {
    throw toOpenError(error, nameOf(url));
  }
}
