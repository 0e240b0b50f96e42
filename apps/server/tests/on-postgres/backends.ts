import type { TestProject } from 'vitest/node';
import { PostgresServer } from '../../src/storage/postgres/test-server.ts';
import { startRedisServer } from '../faults/redis-server.ts';
import { makeMigratedDatabase } from '../migrated-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Set where the tests run on PostgreSQL and Redis; see vitest.config.ts. */
    backends?: { postgresPort: number; migratedDatabase: string; redisUrl: string };
  }
}

/** One PostgreSQL and one Redis for all files of the project; each server of a test has a database of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await PostgresServer.start({ syncs: false });
  const redis = await startRedisServer();
  const migratedDatabase = await makeMigratedDatabase(postgres.port);
  project.provide('backends', { postgresPort: postgres.port, migratedDatabase, redisUrl: redis.url });
  return async () => {
    await redis[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  };
}
