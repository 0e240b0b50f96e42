import { inspect } from 'node:util';
import { preloadAccounts } from './accounts/index.ts';
import { loadConfig, type Config } from './config/index.ts';
import { createLogger, type Logger } from './monitoring/index.ts';
import type { RunningServer } from './server.ts';
import { explainStartFailure } from './start-failure.ts';
import { dieOf, startAsConfigured } from './start-as-configured.ts';

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
  const server = await startAsConfigured(config, logger);
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
