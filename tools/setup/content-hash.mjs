import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';

const ignoredFolders = new Set(['node_modules', 'dist', '.cache']);

/**
 * One hash over the names and contents of the files, folders walked in order. Tests are left out: they change no build.
 * @param {string[]} entries files and folders, relative to the root
 */
export function hashContents(entries) {
  const hash = createHash('sha256');
  for (const entry of entries) {
    for (const file of filesUnder(join(root, entry))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {Generator<string>}
 */
function* filesUnder(path) {
  if (!statSync(path).isDirectory()) return yield path;
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory() && !ignoredFolders.has(entry.name)) yield* filesUnder(join(path, entry.name));
    else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) yield join(path, entry.name);
  }
}
