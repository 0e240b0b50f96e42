import './setup/node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { Problem, runEntry, runInForeground } from './setup/process.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

/** Without it the benchmark says what it did not measure. */
async function redisServer() {
  try {
    const { REDIS_SERVER_PATH: path = '' } = await ensureSystemPackages(['REDIS_SERVER_PATH']);
    return ['--redis-server', path];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n\n`);
    return [];
  }
}

await runEntry(async () => {
  await ensureDependencies();
  const entry = join(root, 'bench', 'main.ts');
  if (!existsSync(entry)) throw new Problem(`${entry} is missing.`);
  const args = process.argv.slice(2);
  const found = args.includes('--help') ? [] : await redisServer();
  process.exitCode = await runInForeground(pinnedNode, [entry, ...found, ...args]);
});
