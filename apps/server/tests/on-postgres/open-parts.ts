import { inject } from 'vitest';
import { openRedis } from '../../src/bus/open-redis.ts';
import { createMemoryBus } from '../../src/bus/memory-bus.ts';
import { createMemorySharedSets } from '../../src/bus/shared-sets.ts';
import { rulesUrl } from '../../src/rules.ts';
import type { ServerParts } from '../../src/server.ts';
import { openPostgresStorage } from '../../src/storage/postgres/open-postgres-storage.ts';
import { createDatabaseAt } from '../../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import './backends.ts';

type Shared = Pick<ServerParts, 'bus' | 'sharedSets' | 'rateStore'>;

/** A database of the test's own, of the kind that the tests run on. */
export async function openStorage(folder: string): Promise<Storage> {
  const backends = inject('backends');
  if (!backends) return await openSqliteStorage({ folder, rules: rulesUrl });
  return await openPostgresStorage({ url: await createDatabaseAt(backends.postgresPort), rules: rulesUrl });
}

/** What nodes share: in memory beside SQLite, in Redis beside PostgreSQL. */
export async function openShared({ epoch }: Storage): Promise<Shared> {
  const backends = inject('backends');
  if (!backends) return { bus: createMemoryBus(), sharedSets: createMemorySharedSets() };
  return await openRedis({ url: backends.redisUrl, prefix: `confab:${epoch}`, onError: () => {} });
}
