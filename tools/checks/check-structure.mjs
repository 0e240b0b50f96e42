import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { failWith } from './fail-with.mjs';
import { findFileFaults } from './file-rules.mjs';
import { findForbiddenImports } from './import-rules.mjs';
import { listSourceFiles } from './source-files.mjs';

const code = /\.(ts|tsx|mjs)$/;

failWith(
  listSourceFiles().flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...findFileFaults(file, text), ...(code.test(file) ? findForbiddenImports(file, text) : [])];
  }),
);
