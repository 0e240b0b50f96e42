import './setup/node-version.mjs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { runEntry, runInForeground } from './setup/process.mjs';

await runEntry(async () => {
  await ensureDependencies();
  const entry = join(root, 'apps', 'server', 'src', 'cli.ts');
  process.exitCode = await runInForeground(pinnedNode, [entry, ...process.argv.slice(2)]);
});
