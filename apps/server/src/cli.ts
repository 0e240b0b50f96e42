import { runCommand } from './cli/run-command.ts';
import { UsageError } from './cli/usage.ts';
import { StorageOpenError } from './storage/index.ts';
import { TransferError } from './storage/transfer/index.ts';

/** What an operator does beside a server: `npm run confab -- help`. */
try {
  await runCommand(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
} catch (error) {
  const isForThePerson =
    error instanceof UsageError || error instanceof StorageOpenError || error instanceof TransferError;
  if (!isForThePerson) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
