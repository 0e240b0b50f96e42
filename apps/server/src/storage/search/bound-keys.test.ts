import { keysOf, readTerm } from '@confab/text/search';
import { expect, test } from 'vitest';
import { boundKeys } from './bound-keys.ts';

function keys(texts: readonly string[], isPhrase = false): ReturnType<typeof keysOf> {
  return texts.flatMap((text) => {
    const term = readTerm(text, isPhrase);
    return term ? keysOf(term) : [];
  });
}

test('[A43] of many words that may stand within others the first are looked for, and paid for', () => {
  const many = keys(Array.from({ length: 100 }, (_, place) => `w${place}`));
  expect(boundKeys(many)).toEqual({ keys: many.slice(0, 16), looked: 320 });
  const rows = keys(['one two', 'three four five'], true);
  expect(boundKeys([...many, ...rows]).keys).toEqual([...many.slice(0, 16), ...rows]);
  expect(boundKeys(rows).looked).toBe(0);
});

test('[A43] two letters that are four units have all words looked at, and that not for each of many', () => {
  const letter = (no: number): string => String.fromCodePoint(0x1_e922 + no);
  const many = keys(Array.from({ length: 30 }, (_, no) => letter(no) + letter(29 - no)));
  expect(boundKeys(many)).toEqual({ keys: many.slice(0, 2), looked: 1_000 });
  const long = keys([letter(1) + letter(2) + letter(3)]);
  expect(boundKeys([...many, ...long]).keys).toEqual([...many.slice(0, 2), ...long]);
});
