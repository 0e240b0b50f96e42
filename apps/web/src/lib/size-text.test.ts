import { expect, test } from 'vitest';
import { sizeText, speedText } from './size-text.ts';

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_240, '1.24 kB'],
  [5_000_000, '5 MB'],
  [7e12, '7,000 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});

test.each([
  [12, '12 byte/s'],
  [1_240_000, '1.2 MB/s'],
])('%d bytes a second are %s', (bytesPerSecond, words) => {
  expect(speedText(bytesPerSecond)).toBe(words);
});
