import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const folder = join(root, 'node_modules', '.cache', 'test-reports');

/**
 * Where a runner leaves its figures. The one of the run before is removed: it must not speak for this one.
 * @param {string} name
 */
export function reportFile(name) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
