import { writeFileSync } from 'node:fs';
import { readCatalogues, readWords } from './words/read-web.mjs';

/** Collects the words of the web app into its catalogues. */
const { words, faults, bare } = readWords();
for (const { path, is, due } of readCatalogues(words)) if (is !== due) writeFileSync(path, due);
console.log([...faults, ...bare, `${words.length} words`].join('\n'));
if (faults.length > 0) process.exitCode = 1;
