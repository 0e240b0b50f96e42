import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { capture, Problem, say, secondsSince } from './process.mjs';

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} variable
 * @property {string} debianPackage
 * @property {readonly string[]} candidates
 * @property {string} [orElse] The variable of the one that does as well where this one can't be had.
 */

/** Programs that the tests drive and npm does not bring. */
/** @type {readonly Program[]} */
const programs = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    debianPackage: 'chromium',
    candidates: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
  },
  {
    // The same engine without the windows around it: browser tests take about a quarter less of the processor. It shows no notifications.
    name: 'Chromium’s headless shell',
    variable: 'CHROMIUM_SHELL_PATH',
    debianPackage: 'chromium-headless-shell',
    candidates: ['chromium-headless-shell'],
    orElse: 'CHROMIUM_PATH',
  },
  {
    name: 'Redis or Valkey',
    variable: 'REDIS_SERVER_PATH',
    debianPackage: 'redis-server',
    candidates: ['redis-server', 'valkey-server'],
  },
  {
    name: 'OpenLDAP’s slapd',
    variable: 'SLAPD_PATH',
    debianPackage: 'slapd',
    // Where no user has it in their path.
    candidates: ['slapd', '/usr/sbin/slapd', '/usr/libexec/slapd', '/opt/homebrew/opt/openldap/libexec/slapd'],
  },
];

/**
 * Finds the programs, or installs them where that can be done without asking, and returns the variables that name
 * them. Tests are never skipped for want of one.
 * @param {readonly string[]} [variables] of those that are needed; all if left out
 * @returns {Promise<Record<string, string>>}
 */
export async function ensureSystemPackages(variables) {
  const wanted = programs.filter(({ variable }) => variables?.includes(variable) ?? true);
  const missing = wanted.filter((program) => !locate(program));
  if (missing.length > 0 && (canInstall() || missing.some(isNeeded))) await install(missing);
  return Object.fromEntries(wanted.map((program) => [program.variable, locate(program) ?? locateOther(program) ?? '']));
}

/** @param {Program} program */
function isNeeded({ orElse }) {
  return orElse === undefined;
}

/** @param {Program} program */
function locateOther({ orElse }) {
  const other = programs.find(({ variable }) => variable === orElse);
  return other ? locate(other) : null;
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @param {Program} program */
function locate({ variable, candidates }) {
  const named = process.env[variable];
  return (named ? [named] : candidates).map(findExecutable).find((path) => path !== null) ?? null;
}

/** @param {string} name */
function findExecutable(name) {
  const folders = isAbsolute(name) ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {readonly Program[]} missing */
async function install(missing) {
  const packages = missing.map(({ debianPackage }) => debianPackage);
  const aptCommand = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!canInstall()) throw new Problem(instructions(missing, aptCommand));
  const startedAt = performance.now();
  say(`Installing ${packages.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await capture('sh', ['-c', aptCommand], { env });
  const stillMissing = missing.filter((program) => isNeeded(program) && !locate(program));
  if (stillMissing.length > 0) throw new Problem(`${output.trim()}\n\n${instructions(missing, aptCommand)}`);
  if (code !== 0) say(output.trim());
  say(`Installed in ${secondsSince(startedAt)}.`);
}

/**
 * @param {readonly Program[]} missing
 * @param {string} aptCommand
 */
function instructions(missing, aptCommand) {
  const lines = missing.filter(isNeeded).map(({ name, variable }) => `  ${name} (or set ${variable} to where it is)`);
  return [
    'Programs are needed that were not found:',
    ...lines,
    '',
    `Debian, Ubuntu:  sudo sh -c '${aptCommand}'`,
    'macOS:           brew install --cask google-chrome && brew install redis openldap',
    'elsewhere:       install Chromium or Chrome, Redis 7 or newer or Valkey, and OpenLDAP, by the means of the system',
  ].join('\n');
}
