import { inspect } from 'node:util';
import { preloadAccounts } from './accounts/index.ts';
import { createMemoryBus } from './bus/memory-bus.ts';
import { createMemorySharedSets } from './bus/shared-sets.ts';
import { loadConfig, type Config } from './config/index.ts';
import { JobStore } from './jobs/index.ts';
import { createLogger, type Logger } from './monitoring/index.ts';
import { rulesUrl } from './rules.ts';
import { createServer, type RunningServer, type ServerParts } from './server.ts';
import { explainStartFailure } from './start-failure.ts';
import type { Storage } from './storage/index.ts';
import { openSqliteStorage } from './storage/sqlite/open-sqlite-storage.ts';

type SharedParts = Pick<ServerParts, 'bus' | 'sharedSets' | 'rateStore'>;

/** Wiring only: the one file that reads a server's environment and names its databases. */
async function start(config: Config, logger: Logger): Promise<RunningServer> {
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

function dieOf(logger: Logger, error: unknown, what: string): never {
  logger.fatal({ err: error }, what);
  process.exit(1);
}

const sameSignalMs = 1_000;

function stopOnSignal(server: RunningServer, logger: Logger): void {
  let askedAt: number | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    if (askedAt !== null) {
      // A signal to the process group comes again through `npm start`. Whoever asks later does not want to wait.
      if (performance.now() - askedAt > sameSignalMs) process.exit(1);
      return;
    }
    askedAt = performance.now();
    logger.info({ signal }, 'stopping');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => dieOf(logger, error, 'could not stop in order'),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

let config: Config | undefined;
try {
  // Whatever is made is for this user alone, also in a data folder that others may enter.
  process.umask(0o077);
  config = loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  process.on('uncaughtException', (error) => dieOf(logger, error, 'uncaught error'));
  process.on('unhandledRejection', (error) => dieOf(logger, error, 'unhandled rejection'));
  // A line of the log as everything else, instead of a paragraph beside it.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.warn({ warning: message }, name));
  void preloadAccounts();
  const server = await start(config, logger);
  stopOnSignal(server, logger);
  if (!config.rateLimits)
    logger.warn('RATE_LIMITS=off: nothing keeps anybody from guessing passwords. For benchmarks only!');
  process.stdout.write(`Confab is at ${config.publicUrl ?? server.url}\n`);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error, config)}\n`);
  // Where it came from is for whoever develops it.
  if (config?.logLevel === 'debug' || config?.logLevel === 'trace') process.stderr.write(`${inspect(error)}\n`);
  process.exit(1);
}
