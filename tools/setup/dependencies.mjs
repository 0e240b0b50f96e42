import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { captureNpm } from './npm.mjs';
import { pinnedNode, root } from './paths.mjs';
import { Problem, say, secondsSince } from './process.mjs';

/** Installs what package-lock.json says, unless that is what is installed. Two commands at once install once. */
export async function ensureDependencies() {
  if (!whyInstall()) return;
  const waits = () => say('Another command installs the dependencies; waiting for it …');
  await oneAtATime(join(root, '.cache', 'install.lock'), install, waits);
}

async function install() {
  const reason = whyInstall();
  if (!reason) return;
  const startedAt = performance.now();
  say(`Installing dependencies (${reason}) …`);
  const { code, output } = await npmCi();
  if (code !== 0) throw new Problem(`npm ci failed:\n\n${output.trim()}\n\n${adviceOn(output)}`);
  if (!existsSync(pinnedNode)) throw new Problem(missingRuntime);
  say(`Installed in ${secondsSince(startedAt)}.`);
}

const missingRuntime =
  'The pinned Node.js runtime is missing after the install: its install script did not run.\n' +
  'Check that npm may run it ("npm config get ignore-scripts" must say false), then try again.';

/** @returns {string | null} why an install is needed, for the person at the terminal */
function whyInstall() {
  if (!existsSync(pinnedNode)) return 'first run';
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!installed || !wanted) return 'unfinished install';
  return Object.entries(wanted).every(([path, entry]) => matches(path, entry, installed[path]))
    ? null
    : 'package-lock.json changed';
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage */

/**
 * @param {string} path
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} installed
 */
function matches(path, wanted, installed) {
  // The root and the workspaces are the sources themselves; optional packages are for other machines.
  if (!path.includes('node_modules/') || wanted.link) return true;
  if (!installed) return wanted.optional === true;
  return installed.version === wanted.version && (installed.integrity ?? '') === (wanted.integrity ?? '');
}

/**
 * @param {string} lockfile
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : null;
}

async function npmCi() {
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  try {
    return await captureNpm(args);
  } catch {
    throw new Problem('npm was not found. It comes with Node.js: https://nodejs.org');
  }
}

/** @param {string} output */
function adviceOn(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return 'The package registry was not reached. The first start needs the network once; later ones do not.';
  if (/ENOSPC/.test(output)) return 'The disk is full: about 600 MB are needed.';
  if (/EACCES|EPERM/.test(output)) return `This user may not write to ${root}.`;
  return 'Solve what npm says above, then run the same command again.';
}
