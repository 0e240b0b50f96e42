import { expect, test } from 'vitest';
import { sizeText } from './size-text.ts';

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_240, '1.24 kB'],
  [5_000_000, '5 MB'],
  [7e12, '7,000 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});
