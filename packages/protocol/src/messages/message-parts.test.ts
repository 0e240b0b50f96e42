import { expect, test } from 'vitest';
import { decodeParts, encodeParts } from './message-parts.ts';

function through(emoji: string): string | undefined {
  return decodeParts(encodeParts({ reactions: [{ emoji, userIds: ['one'] }], event: null })).reactions[0]?.emoji;
}

test.each([
  ['NUL', 'a\0b', 'a\ufffdb'],
  ['lone surrogates', '\ud800x\udfff', '\ufffdx\ufffd'],
  ['pairs, quotes and other control characters', '🙂"\u001f\n', '🙂"\u001f\n'],
  ['text that only looks like an escape', '\\u0000 \\\\ud800', '\\u0000 \\\\ud800'],
])('what no database stores is replaced, and nothing else: %s', (_what, emoji, kept) => {
  expect(through(emoji)).toBe(kept);
});

test('a message without parts keeps none', () => {
  expect(encodeParts({ reactions: [], event: null })).toBeNull();
});
