import { runCommand } from './cli/run-command.ts';
import { UsageError } from './cli/usage.ts';
import { loadConfig, loadPlaces } from './config/index.ts';
import { explainStartFailure } from './start-failure.ts';

/** What an operator does beside a server: `npm run confab -- help`. */
try {
  // As the server's: what is made is for this user alone.
  process.umask(0o077);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const surroundings = { ...loadPlaces(process.env), config: () => loadConfig(process.env) };
  await runCommand(process.argv.slice(2), say, surroundings);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
