import { expect, test } from 'vitest';
import { findAttackFaults } from './attack-rules.mjs';

const others = Array.from({ length: 46 }, (_, place) => `- **A${place + 3}** Not built yet.\n`).join('');
const list = `## Attacks\n\n- **A1** No credentials.\n  [it](../a.test.ts)\n- **A2** Not built yet: needs more.\n${others}\n## End\n`;
const cite = (...numbers: string[]): string => `test('[${numbers.join('] [')}] holds'`;
const good: [string, string] = ['a.test.ts', cite('A1', 'D4')];

function faultsOf(...sources: [string, string][]): string[] {
  return findAttackFaults(list, new Map([good, ...sources]));
}

test('a list that names its tests, and tests that are in it, are right', () => {
  expect(faultsOf(['b.ts', '/** Then, too (A1). */ const A90 = [1];'])).toEqual([]);
});

test('a number that the list does not have is a fault, alone or among others', () => {
  expect(faultsOf(['b.test.ts', cite('A70')])).toEqual(['b.test.ts: A70 is not in docs/security.md']);
  expect(faultsOf(['b.ts', '// (A80, D5, A1)'])).toEqual(['b.ts: A80 is not in docs/security.md']);
});

test('a file that is named for an attack and does not have its number is a fault', () => {
  expect(faultsOf(['a.test.ts', cite('D4')])).toEqual(['docs/security.md: A1 names a.test.ts, which has no [A1]']);
});

test('an attack that is said to have no test, and has one, is a fault', () => {
  expect(faultsOf(['b.test.ts', cite('A2')])).toEqual(['docs/security.md: A2 is tested in b.test.ts: name it there']);
});

test('an attack that is not in the list, or names no test, is a fault', () => {
  const shorter = list
    .replace('- **A48** Not built yet.\n', '')
    .replace('- **A3** Not built yet.', '- **A3** [Code](../b.ts).');
  expect(findAttackFaults(shorter, new Map([good, ['b.ts', cite('A3')]]))).toEqual([
    'docs/security.md: A48 is missing',
    'docs/security.md: A3 names no test, and does not say "Not built yet"',
  ]);
});
