import { expect, test } from 'vitest';
import { fitsDocument } from './fits-document.ts';

test.each([
  ['all that a message may say', '🙂'.repeat(8_000), true],
  ['as much of what JSON escapes', '\u0001'.repeat(6_000), true],
  ['more of it', '\u0001'.repeat(7_000), false],
  ['a book', 'x'.repeat(1_000_000), false],
])('%s', (_what, text, fits) => {
  expect(fitsDocument(text)).toBe(fits);
});
