import './setup/node-version.mjs';
import { runStaticChecks } from './checks/static-checks.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runEntry } from './setup/process.mjs';

await runEntry(async () => {
  await ensureDependencies();
  const names = process.argv.slice(2);
  const results = await runStaticChecks(names.length > 0 ? names : undefined);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});
