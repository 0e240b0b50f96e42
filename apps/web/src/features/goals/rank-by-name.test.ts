import { expect, test } from 'vitest';
import { rankByName } from './rank-by-name.ts';

const names = (query: string, ...all: string[]): string[] =>
  rankByName(
    all.map((name) => ({ name })),
    query,
  ).map(({ name }) => name);

test('names that begin with the query come first, then words that do, then the rest in their order', () => {
  expect(names('ma', 'Anna Maria', 'Roma', 'Marek')).toEqual(['Marek', 'Anna Maria', 'Roma']);
});

test('accents and case do not matter, and every word must be there', () => {
  expect(names('novak MAR', 'Marek Novák', 'Marek Weber')).toEqual(['Marek Novák']);
});

test('an empty query keeps everything as it is', () => {
  expect(names('  ', 'b', 'a')).toEqual(['b', 'a']);
});
