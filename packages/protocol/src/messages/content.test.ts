import { expect, test } from 'vitest';
import { contentSchema } from './draft.ts';
import { trimContent } from './content.ts';

test.for([
  ['  hi  ', 'hi', 'one line loses its spaces on both sides'],
  ['\n\n  hi \n\n', 'hi', 'one line loses the blank lines around it, too'],
  ['  a\nb', '  a\nb', 'the first of several lines keeps its indentation'],
  ['\n \t\n    if (x)\n  y\n \n', '    if (x)\n  y', 'blank lines before the text go, its indentation stays'],
  ['\r\n\ta\r\nb\r\n', '\ta\r\nb', 'Windows line ends count as line ends'],
  [' \u3000\u00A0\n\t', '', 'of blanks alone nothing is left'],
  ['a\n\n\nb', 'a\n\n\nb', 'blank lines inside stay'],
] as const)('%j is kept as %j: %s', ([written, kept]) => {
  expect(trimContent(written)).toBe(kept);
  // Trimming again changes nothing: client and server may both do it.
  expect(trimContent(kept)).toBe(kept);
  expect(contentSchema.safeParse(written).data).toBe(kept === '' ? undefined : kept);
});

test('[A28] a long run of blank lines is trimmed in linear time', () => {
  const hostile = [`${'\n '.repeat(30_000)}a`, `${' '.repeat(60_000)}a\nb`, `a${' \n'.repeat(30_000)}b`];
  const startedAt = performance.now();
  for (const content of hostile) trimContent(content);
  expect(performance.now() - startedAt).toBeLessThan(200);
});
