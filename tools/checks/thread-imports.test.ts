import { expect, test } from 'vitest';
import { findSchemasInThreads } from './thread-imports.mjs';

const rules = 'apps/server/src/rules.ts';
const exports = { '.': './src/index.ts', './limits': './src/limits.ts' };
const protocol: [string, string][] = [
  ['packages/protocol/package.json', JSON.stringify({ exports })],
  ['packages/protocol/src/index.ts', "export * from './chat.ts';\nexport * from './limits.ts';"],
  ['packages/protocol/src/chat.ts', "import { z } from 'zod';"],
  ['packages/protocol/src/limits.ts', 'export const limits = {};'],
];

test('a rule that loads the schemas is found, by the way on which it does', () => {
  const texts = new Map([
    ...protocol,
    [rules, "import { pinRules } from './pins/pin-rules.ts';"],
    ['apps/server/src/pins/pin-rules.ts', "import {\n  limits,\n} from '@confab/protocol';"],
  ]);
  const [found, ...more] = findSchemasInThreads(texts);
  expect(found).toContain('pins/pin-rules.ts\n  -> packages/protocol/src/index.ts');
  expect(more).toEqual([]);
});

test('types load nothing, nor do the parts of protocol without schemas', () => {
  const texts = new Map([
    ...protocol,
    [rules, "import type { Chat } from '@confab/protocol';\nimport { limits } from '@confab/protocol/limits';"],
  ]);
  expect(findSchemasInThreads(texts)).toEqual([]);
});
