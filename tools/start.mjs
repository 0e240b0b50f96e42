import './setup/node-version.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { compileCache, pinnedNode, serverEntry, serverFlags } from './setup/paths.mjs';
import { runEntry, runInForeground } from './setup/process.mjs';
import { ensureWebBuild } from './setup/web-build.mjs';

await runEntry(async () => {
  await ensureDependencies();
  await ensureWebBuild();
  process.exitCode = await runInForeground(pinnedNode, [...serverFlags, serverEntry], {
    NODE_COMPILE_CACHE: compileCache,
    ...process.env,
  });
});
