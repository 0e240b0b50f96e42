import { readdir } from 'node:fs/promises';
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
import { placeMigratedFile } from '../migrated-databases.ts';
import './backends.ts';

type Shared = Pick<ServerParts, 'bus' | 'sharedSets' | 'rateStore'>;

/** A database of the test's own, of the kind that the tests run on. */
export async function openStorage(folder: string): Promise<Storage> {
  const backends = inject('backends');
  if (backends) {
    const url = await createDatabaseAt(backends.postgresPort, backends.migratedDatabase);
    return await openPostgresStorage({ url, rules: rulesUrl });
  }
  if (await isEmptyFolder(folder)) await placeMigratedFile(folder);
  return await openSqliteStorage({ folder, rules: rulesUrl });
}

/** A folder that is not there is the server's to make. */
async function isEmptyFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => null);
  return names?.length === 0;
}

/** What nodes share: in memory beside SQLite, in Redis beside PostgreSQL. */
export async function openShared({ epoch }: Storage): Promise<Shared> {
  const backends = inject('backends');
  if (!backends) return { bus: createMemoryBus(), sharedSets: createMemorySharedSets() };
  return await openRedis({ url: backends.redisUrl, prefix: `confab:${epoch}`, onError: () => {} });
}
