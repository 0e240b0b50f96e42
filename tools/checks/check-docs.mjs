import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { failWith } from './fail-with.mjs';
import { findDocumentFaults } from './document-rules.mjs';
import { listSourceFiles } from './source-files.mjs';

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const documents = listSourceFiles().filter((file) => file.endsWith('.md'));

failWith(
  documents.flatMap((file) =>
    findDocumentFaults(file, readFileSync(join(root, file), 'utf8'), {
      scripts: Object.keys(scripts),
      read: (path) => {
        const target = join(root, dirname(file), path);
        if (!existsSync(target)) return null;
        return target.endsWith('.md') ? readFileSync(target, 'utf8') : '';
      },
    }),
  ),
);
