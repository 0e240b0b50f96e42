import './setup/node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { Problem, runEntry, runInForeground } from './setup/process.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { ensureWebBuild } from './setup/web-build.mjs';

/**
 * Without it the benchmark says what it did not measure.
 * @param {string} option
 * @param {string} variable
 */
async function find(option, variable) {
  try {
    const { [variable]: path = '' } = await ensureSystemPackages([variable]);
    return [option, path];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n\n`);
    return [];
  }
}

async function prepare() {
  await ensureWebBuild();
  return [...(await find('--redis-server', 'REDIS_SERVER_PATH')), ...(await find('--chromium', 'CHROMIUM_PATH'))];
}

await runEntry(async () => {
  await ensureDependencies();
  const entry = join(root, 'bench', 'main.ts');
  if (!existsSync(entry)) throw new Problem(`${entry} is missing.`);
  const args = process.argv.slice(2);
  const found = args.includes('--help') ? [] : await prepare();
  process.exitCode = await runInForeground(pinnedNode, [entry, ...found, ...args]);
});
