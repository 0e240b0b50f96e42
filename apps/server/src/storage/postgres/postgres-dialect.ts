import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { StorageUnavailableError } from '../storage-errors.ts';
import type { Connections } from './connections.ts';
import { toStorageError } from './postgres-errors.ts';

/** Kysely on the storage's own pool, with the storage's errors. */
export function createPostgresDialect(connections: Connections): PostgresDialect {
  const kyselyPool: PostgresPool = {
    options: {},
    connect: async () => {
      const client = await connections.pool.connect().catch((error: unknown) => {
        throw toStorageError(error);
      });
      let isDead = false;
      const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
        // A rollback, say: it would wait in vain once more.
        if (isDead) throw new StorageUnavailableError('PostgreSQL did not answer on this connection.');
        try {
          return await client.query(sql, [...parameters]);
        } catch (error) {
          const failure = connections.failed(client, error);
          isDead ||= failure.isDead;
          throw failure.error;
        }
      };
      // Kysely's other way of calling it, with a cursor, is only used where the dialect was given one.
      return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(isDead || destroy) };
    },
    // The storage closes the pool.
    end: async () => {},
  };
  return new PostgresDialect({ pool: kyselyPool });
}
