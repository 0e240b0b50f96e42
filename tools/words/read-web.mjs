import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { findBareWords } from './bare-words.mjs';
import { updateCatalogue } from './catalogue.mjs';
import { collectWords } from './collect-words.mjs';
import { parseSource } from './syntax.mjs';

const source = join(root, 'apps/web/src');
const locales = join(source, 'locales');

/** Reads all of the web app. @returns {{ words: import('./collect-words.mjs').Words[], faults: string[], bare: string[] }} */
export function readWords() {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|d)\.tsx?$/.test(file))
    .toSorted();
  const modules = files.map((file) => parseSource(file, readFileSync(join(source, file), 'utf8')));
  const collected = modules.map(collectWords);
  return {
    words: collected.flatMap(({ words }) => words),
    faults: collected.flatMap(({ faults }) => faults),
    bare: modules.flatMap(findBareWords),
  };
}

/**
 * The catalogues as they are and as they should be.
 * @param {readonly import('./collect-words.mjs').Words[]} words
 */
export function readCatalogues(words) {
  return readdirSync(locales)
    .filter((file) => file.endsWith('.po'))
    .map((file) => {
      const path = join(locales, file);
      const is = readFileSync(path, 'utf8');
      return { path, file, is, due: updateCatalogue(is, words) };
    });
}
