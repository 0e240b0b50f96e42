import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashContents } from './content-hash.mjs';
import { pinnedNode, root, webBuild, webFolder } from './paths.mjs';
import { capture, Problem, say, secondsSince } from './process.mjs';

const sources = [
  'apps/web',
  'packages/client/src',
  'packages/client/package.json',
  'packages/protocol/src',
  'packages/text/src',
  'package-lock.json',
];
const stampFile = join(webFolder, '.cache', 'build-stamp');

/** Builds the web app, unless the build that is there came from these very sources. */
export async function ensureWebBuild() {
  const stamp = hashContents(sources);
  if (isBuiltFrom(stamp)) return;
  const startedAt = performance.now();
  say('Building the web app …');
  await build();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  say(`Built in ${secondsSince(startedAt)}.`);
}

/** @param {string} stamp */
function isBuiltFrom(stamp) {
  return existsSync(join(webBuild, 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

/** Beside the old build, then swapped: a server that runs never serves half of one. */
async function build() {
  const fresh = join(webFolder, '.cache', `build-${process.pid}`);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', webFolder, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  const { code, output } = await capture(pinnedNode, args, { env: { ...process.env, NODE_ENV: 'production' } });
  if (code !== 0) throw new Problem(`The web app does not build:\n\n${output.trim()}`);
  const old = `${fresh}-old`;
  if (existsSync(webBuild)) renameSync(webBuild, old);
  renameSync(fresh, webBuild);
  rmSync(old, { recursive: true, force: true });
}
