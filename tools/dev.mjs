import './setup/node-version.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runReloading } from './dev/reloading-process.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root, serverEntry, webFolder } from './setup/paths.mjs';
import { Problem, runEntry, runInForeground, say } from './setup/process.mjs';

const dataDir = process.env['DATA_DIR'] ?? join(root, 'data', 'dev');
const port = process.env['PORT'] ?? '8000';
const webUrl = 'http://localhost:5173';

await runEntry(async () => {
  await ensureDependencies();
  const code = await runInForeground(pinnedNode, [join(root, 'tools', 'seed', 'main.ts'), dataDir]);
  if (code !== 0) throw new Problem('The seeds could not be planted; see above.');
  say(`\nOpen ${webUrl}: the server starts anew and the page follows as you edit.\n`);
  process.exitCode = await runTogether();
});

/** Server and page: one does not live without the other. Resolves with the page's exit code. */
async function runTogether() {
  const server = runServer();
  const web = runWeb();
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    server.stop(signal);
    web.kill(signal);
  };
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, stop);
  /** @type {number} */
  const code = await new Promise((resolve) => web.once('exit', (exitCode) => resolve(exitCode ?? 0)));
  server.stop('SIGTERM');
  await server.ended;
  return code;
}

function runServer() {
  const watched = ['apps/server/src', 'packages/protocol/src'].map((folder) => join(root, folder));
  return runReloading([pinnedNode, serverEntry], watched, {
    cwd: root,
    stdio: 'inherit',
    env: { ALLOWED_ORIGINS: webUrl, ...process.env, PORT: port, DATA_DIR: dataDir },
  });
}

function runWeb() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return spawn(pinnedNode, [vite, webFolder, '--clearScreen', 'false', '--strictPort'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CONFAB_SERVER: `http://127.0.0.1:${port}` },
  });
}
