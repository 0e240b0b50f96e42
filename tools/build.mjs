import './setup/node-version.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runEntry } from './setup/process.mjs';
import { ensureWebBuild } from './setup/web-build.mjs';

await runEntry(async () => {
  await ensureDependencies();
  await ensureWebBuild();
});
