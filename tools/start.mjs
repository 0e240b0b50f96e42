import './setup/node-version.mjs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root, serverEntry, serverFlags } from './setup/paths.mjs';
import { runEntry, runInForeground } from './setup/process.mjs';
import { ensureWebBuild } from './setup/web-build.mjs';

await runEntry(async () => {
  await ensureDependencies();
  await ensureWebBuild();
  // Compiled modules are kept between starts: half a second less each time.
  const compileCache = join(root, 'node_modules', '.cache', 'compiled');
  process.exitCode = await runInForeground(pinnedNode, [...serverFlags, serverEntry], {
    NODE_COMPILE_CACHE: compileCache,
    ...process.env,
  });
});
