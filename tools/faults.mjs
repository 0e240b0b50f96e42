import './setup/node-version.mjs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { runEntry, runInForeground } from './setup/process.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

/**
 * `npm run test:faults`: ten thousand simulated worlds, then the real process killed three hundred times, then forty times
 * something else broken of three real nodes, their PostgreSQL and their Redis, then floods that one stranger or one
 * account can make, with the memory that they cost and what others feel of them.
 */
const loops = [
  ['simulate.ts', '--seeds', '10000'],
  ['sigkill.ts', '--rounds', '300'],
  ['cluster.ts', '--rounds', '40'],
  ['floods.ts'],
];

await runEntry(async () => {
  await ensureDependencies();
  const env = { ...process.env, ...(await ensureSystemPackages(['REDIS_SERVER_PATH'])) };
  for (const [file = '', ...args] of loops) {
    const code = await runInForeground(pinnedNode, [join(root, 'tools', 'faults', file), ...args], env);
    process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
  }
});
