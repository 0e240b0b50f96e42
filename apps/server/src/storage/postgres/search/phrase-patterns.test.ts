import { keysOf, readTerm } from '@confab/text/search';
import { expect, test } from 'vitest';
import { isLoose, phrasePatterns } from './phrase-patterns.ts';

function keys(text: string, isPhrase = true): ReturnType<typeof keysOf> {
  const term = readTerm(text, isPhrase);
  return term ? keysOf(term) : [];
}

test('words in a row are one pattern for each row', () => {
  expect(phrasePatterns([...keys('Red  heron, now'), ...keys('two birds'), ...keys('one')])).toEqual({
    orders: ['%red%heron%now%', '%two%birds%'],
    rows: ['red[^a-z0-9]+heron[^a-z0-9]+now', 'two[^a-z0-9]+birds'],
  });
});

test('what may go on at its end, is of another script or too long is no part of one', () => {
  expect(phrasePatterns(keys('foo-bar-ba', false)).rows).toEqual(['foo[^a-z0-9]+bar']);
  expect(phrasePatterns(keys(`${'x'.repeat(64)} y`)).rows).toEqual([]);
  expect(phrasePatterns(keys('мир heron now')).rows).toEqual(['heron[^a-z0-9]+now']);
});

test('a row is loose where more than plain words follow each other', () => {
  expect(isLoose(keys('red heron'))).toBe(false);
  expect(isLoose(keys('heron мир'))).toBe(true);
  expect(isLoose(keys('会議室'))).toBe(true);
  expect(isLoose(keys('heron'))).toBe(false);
});

test('[A43] of many rows, and of long ones, the beginning is enough to look by', () => {
  const many = Array.from({ length: 60 }, (_, place) => keys(`a${place} b`)).flat();
  expect(phrasePatterns(many).rows).toHaveLength(4);
  expect(isLoose(many)).toBe(true);
  const long = keys(Array.from({ length: 250 }, () => 'z').join(' '));
  expect(phrasePatterns(long).rows).toEqual([Array.from({ length: 8 }, () => 'z').join('[^a-z0-9]+')]);
  expect(isLoose(long)).toBe(true);
});
