import { createMemoryBus } from './bus/memory-bus.ts';
import { createMemorySharedSets } from './bus/shared-sets.ts';
import type { Config } from './config/index.ts';
import { JobStore } from './jobs/index.ts';
import type { Logger } from './monitoring/index.ts';
import { rulesUrl } from './rules.ts';
import { createServer, type RunningServer, type ServerParts } from './server.ts';
import type { Storage } from './storage/index.ts';
import { openSqliteStorage } from './storage/sqlite/open-sqlite-storage.ts';

type SharedParts = Pick<ServerParts, 'bus' | 'sharedSets' | 'rateStore'>;

/** Wiring only: the one file that names a server's databases. */
export async function startAsConfigured(config: Config, logger: Logger): Promise<RunningServer> {
  const storage = await openStorage(config, logger);
  if (config.redisUrl === undefined) await new JobStore(storage).freeAll();
  return await createServer({
    config,
    storage,
    ...(await openShared(config, storage, logger)),
    logger,
  });
}

async function openStorage(config: Config, logger: Logger): Promise<Storage> {
  if (config.databaseUrl === undefined) {
    return await openSqliteStorage({
      folder: config.dataDir,
      rules: rulesUrl,
      onFailure: (error) => dieOf(logger, error, 'the database died'),
      // It stays, to be read: started anew it would find nothing, and begin with an empty database.
      onFilesLost: (error) => logger.fatal({ pid: process.pid }, error.message),
    });
  }
  // Loaded only where it is used, as Redis is: the start of a lone process does not wait for it.
  const { openClaimedPostgres } = await import('./storage/postgres/open-claimed-postgres.ts');
  return await openClaimedPostgres({
    url: config.databaseUrl,
    rules: rulesUrl,
    hasBus: config.redisUrl !== undefined,
    onLost: (error) => dieOf(logger, error, 'another process has taken over the database'),
  });
}

/** What nodes share but the database; of one node, in its own memory. */
async function openShared(config: Config, storage: Storage, logger: Logger): Promise<SharedParts> {
  if (config.redisUrl === undefined) {
    const bus = createMemoryBus((error) => logger.error({ err: error }, 'a live update failed'));
    return { bus, sharedSets: createMemorySharedSets() };
  }
  const onError = (error: unknown): void => logger.error({ err: error }, 'Redis');
  const { openRedis } = await import('./bus/open-redis.ts');
  try {
    return await openRedis({ url: config.redisUrl, prefix: `confab:${storage.epoch}`, onError });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** A process that can't go on ends, and says why. */
export function dieOf(logger: Logger, error: unknown, what: string): never {
  logger.fatal({ err: error }, what);
  process.exit(1);
}
