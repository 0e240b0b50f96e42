import './setup/node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root } from './setup/paths.mjs';
import { Problem, runEntry, runInForeground } from './setup/process.mjs';

await runEntry(async () => {
  await ensureDependencies();
  const entry = join(root, 'bench', 'main.ts');
  if (!existsSync(entry)) throw new Problem(`${entry} is missing.`);
  process.exitCode = await runInForeground(pinnedNode, [entry, ...process.argv.slice(2)]);
});
