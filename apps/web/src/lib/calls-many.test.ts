import { expect, test } from 'vitest';
import { callsMany } from './calls-many.ts';

test.each([
  ['@everyone look', 21, true],
  ['so, @Here!', 21, true],
  ['**@everyone**', 500, true],
  ['@everyone', 20, false],
  ['@everyone_else', 21, false],
  ['ada@here.org', 21, false],
  ['everyone', 21, false],
])('%j to %i people calls many: %j', (content, count, expected) => {
  expect(callsMany(content, count)).toBe(expected);
});
