import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { failWith } from './fail-with.mjs';
import { findFileFaults } from './file-rules.mjs';
import { findImportCircles } from './import-circles.mjs';
import { findForbiddenImports } from './import-rules.mjs';
import { listSourceFiles } from './source-files.mjs';
import { findStyleFaults } from './style-rules.mjs';
import { findSchemasInThreads } from './thread-imports.mjs';

const code = /\.(ts|tsx|mjs)$/;
const product = /^(apps|packages)\//;
const texts = new Map(listSourceFiles().map((file) => [file, readFileSync(join(root, file), 'utf8')]));

failWith([
  ...[...texts].flatMap(([file, text]) => [
    ...findFileFaults(file, text),
    ...findStyleFaults(file, text),
    ...(code.test(file) ? findForbiddenImports(file, text) : []),
  ]),
  ...findImportCircles(new Map([...texts].filter(([file]) => code.test(file) && product.test(file)))),
  ...findSchemasInThreads(texts),
]);
