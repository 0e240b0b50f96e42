import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { findAttackFaults } from './attack-rules.mjs';
import { failWith } from './fail-with.mjs';
import { findDocumentFaults } from './document-rules.mjs';
import { listSourceFiles } from './source-files.mjs';

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const files = listSourceFiles();
const documents = files.filter((file) => file.endsWith('.md'));
// The rules' own test cites numbers that there are not.
const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith('tools/checks/'));
/** @param {string} file */
const textOf = (file) => readFileSync(join(root, file), 'utf8');

failWith([
  ...documents.flatMap((file) =>
    findDocumentFaults(file, textOf(file), {
      scripts: Object.keys(scripts),
      read: (path) => {
        const target = join(root, dirname(file), path);
        if (!existsSync(target)) return null;
        return target.endsWith('.md') ? readFileSync(target, 'utf8') : '';
      },
    }),
  ),
  ...findAttackFaults(textOf('docs/security.md'), new Map(code.map((file) => [file, textOf(file)]))),
]);
