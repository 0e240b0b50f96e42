import './setup/node-version.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { pinnedNode, root, serverEntry, webFolder } from './setup/paths.mjs';
import { forwardSignals, Problem, runEntry, runInForeground, say } from './setup/process.mjs';

const dataDir = process.env['DATA_DIR'] ?? join(root, 'data', 'dev');
const port = process.env['PORT'] ?? '8000';
const webUrl = 'http://localhost:5173';

await runEntry(async () => {
  await ensureDependencies();
  const code = await runInForeground(pinnedNode, [join(root, 'tools', 'seed', 'main.ts'), dataDir]);
  if (code !== 0) throw new Problem('The seeds could not be planted; see above.');
  say(`\nOpen ${webUrl} — the server reloads and the page follows as you edit.\n`);
  process.exitCode = await runTogether([startServer(), startWeb()]);
});

function startServer() {
  const watched = ['apps/server/src', 'packages/protocol/src'].map((folder) => `--watch-path=${join(root, folder)}`);
  return spawn(pinnedNode, [...watched, '--watch-preserve-output', serverEntry], {
    cwd: root,
    stdio: 'inherit',
    env: { ALLOWED_ORIGINS: webUrl, ...process.env, PORT: port, DATA_DIR: dataDir },
  });
}

function startWeb() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return spawn(pinnedNode, [vite, webFolder, '--clearScreen', 'false', '--strictPort'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CONFAB_SERVER: `http://localhost:${port}` },
  });
}

/**
 * One does not live without the other.
 * @param {import('node:child_process').ChildProcess[]} children
 * @returns {Promise<number>} the exit code of the first that ended
 */
async function runTogether(children) {
  children.forEach(forwardSignals);
  const endings = children.map(
    (child) =>
      new Promise((/** @type {(code: number) => void} */ resolve) => child.once('exit', (code) => resolve(code ?? 0))),
  );
  const code = await Promise.race(endings);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(endings);
  return code;
}
