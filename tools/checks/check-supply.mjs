import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { captureNpm } from '../setup/npm.mjs';
import { failWith } from './fail-with.mjs';
import { findLockFaults, readAudit } from './supply-rules.mjs';

/**
 * Advisories about what is shipped that do no harm here, by their address: why, and until when that was looked at.
 * @type {Record<string, string>}
 */
const accepted = {};

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
/** @type {{ packages: Record<string, import('./supply-rules.mjs').Package> }} */
const { packages } = read('package-lock.json');
/** @type {{ allowScripts: Record<string, boolean> }} */
const { allowScripts } = read('package.json');

/** Where there is no network nobody waits for it. */
const patience = ['--fetch-retries=0', '--fetch-timeout=8000'];

/** @param {string} line */
const note = (line) => process.stdout.write(`note: ${line}\n`);

const audit = readAudit(await ask(), packages, accepted);
if (audit === null) note('known advisories were not looked up: the registry of npm does not answer that here');
else {
  for (const line of audit.others) note(`known of what builds and tests, and is not shipped: ${line}`);
  if (audit.others.length + audit.shipped.length === 0) note('no known advisory about any package');
}

failWith([...findLockFaults(packages, allowScripts), ...(audit?.shipped ?? [])]);

async function ask() {
  try {
    return (await captureNpm(['audit', '--json', '--loglevel=silent', ...patience])).output;
  } catch {
    return '';
  }
}
