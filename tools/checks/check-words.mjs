import { readCatalogues, readWords } from '../words/read-web.mjs';
import { failWith } from './fail-with.mjs';

const { words, faults, bare } = readWords();
const stale = readCatalogues(words)
  .filter(({ is, due }) => is !== due)
  .map(({ file }) => `apps/web/src/locales/${file} is not what the page says: npm run words`);
failWith([...faults, ...bare, ...stale]);
