import { expect, test } from 'vitest';
import { foundIn, markFound } from './found-words.ts';

const shown = (text: string, ...found: string[]): string =>
  markFound(text, found)
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join('');

test('what was found is marked wherever it stands, the longest first, whatever its case', () => {
  expect(shown('The modem, both Modems (1.5)', 'modem', 'Modems', '1.5')).toBe('The [modem], both [Modems] ([1.5])');
  expect(shown('nothing here')).toBe('nothing here');
});

test('what was found is taken from the text that was searched', () => {
  const message = { content: 'a **red** barn' } as Parameters<typeof foundIn>[0]['message'];
  expect(
    foundIn({
      message,
      ranges: [
        { start: 4, end: 7 },
        { start: 4, end: 7 },
      ],
    }),
  ).toEqual(['red']);
});

test('of a long text the part around the first hit is shown, from the beginning of a word', () => {
  const text = `${'word '.repeat(100)}needle ${'more '.repeat(100)}`;
  const marked = shown(text, 'needle');
  expect(marked).toMatch(/^… word .*\[needle\] more .* …$/);
  expect(marked.length).toBeLessThan(340);
});
