import './setup/node-version.mjs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { runEntry, runInForeground } from './setup/process.mjs';

/** `npm run test:faults`: ten thousand simulated worlds, then the real process killed three hundred times. */
const loops = [
  ['simulate.ts', '--seeds', '10000'],
  ['sigkill.ts', '--rounds', '300'],
];

await runEntry(async () => {
  await ensureDependencies();
  for (const [file = '', ...args] of loops) {
    const code = await runInForeground(pinnedNode, [join(root, 'tools', 'faults', file), ...args]);
    process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
  }
});
