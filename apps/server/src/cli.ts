import { runCommand } from './cli/run-command.ts';
import { UsageError } from './cli/usage.ts';
import { StorageOpenError } from './storage/index.ts';
import { TransferError } from './storage/transfer/index.ts';

/** What an operator does beside a server: `npm run confab -- help`. */
try {
  const { DATA_DIR: folder, DATABASE_URL: databaseUrl, AUTH_SECRET: authSecret } = process.env;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await runCommand(process.argv.slice(2), say, { folder, databaseUrl, authSecret });
} catch (error) {
  const isForThePerson =
    error instanceof UsageError || error instanceof StorageOpenError || error instanceof TransferError;
  if (!isForThePerson) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
