import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../setup/paths.mjs';

const ignoredFolders = new Set([
  'node_modules',
  'dist',
  '.cache',
  '.git',
  'data',
  'coverage',
  'test-results',
  'playwright-report',
]);

/** @returns {string[]} the files of the project, relative to the root, with `/` on every system */
export function listSourceFiles() {
  return [...walk(root)].map((path) => relative(root, path).split(sep).join('/'));
}

/**
 * @param {string} folder
 * @returns {Generator<string>}
 */
function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !ignoredFolders.has(entry.name)) yield* walk(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}
