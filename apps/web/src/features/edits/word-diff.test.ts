import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './word-diff.ts';

test('what was changed of a text is marked by words', () => {
  expect(wordDiff('bring boots please', 'bring torches, please')).toEqual([
    { kind: 'same', text: 'bring ' },
    { kind: 'gone', text: 'boots' },
    { kind: 'new', text: 'torches,' },
    { kind: 'same', text: ' please' },
  ]);
});

test('of any two texts the marks put both together again', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '🙂')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      const without = (kind: string): string => parts.map((one) => (one.kind === kind ? '' : one.text)).join('');
      expect([without('new'), without('gone')]).toEqual([before, after]);
    }),
  );
});

test('long texts without end are all gone and all new, at once', () => {
  const words = (word: string): string => Array.from({ length: 4_000 }, (_, index) => word + index).join(' ');
  expect(wordDiff(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['gone', 'new']);
});
