import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeEmoji } from './emoji.ts';

test.each([
  ['👍', '👍'],
  ['👍🏽', '👍🏽'],
  ['❤', '❤️'],
  ['❤️', '❤️'],
  ['❤\uFE0E', '❤️'],
  ['☝🏿', '☝🏿'],
  ['1⃣', '1️⃣'],
  ['1️⃣', '1️⃣'],
  ['🇳🇴', '🇳🇴'],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
  ['🏳‍🌈', '🏳️‍🌈'],
  ['⛹🏽‍♂', '⛹🏽‍♂️'],
  ['👁‍🗨', '👁️‍🗨️'],
  ['👍\uFE0F', '👍'],
])('%j is one emoji, stored as %j', (text, stored) => {
  expect(normalizeEmoji(text)).toBe(stored);
  expect(normalizeEmoji(stored)).toBe(stored);
});

test.each(['', ' ', 'a', '1', 'ok', '👍👍', '👍 ', '👍‍', '‍', '🇳', '👩‍👍', '❤️a', '\uFE0F', ':)', '🏴󠁧󠁢', '👍'.repeat(40)])(
  '%j is none',
  (text) => {
    expect(normalizeEmoji(text)).toBeNull();
  },
);

test('whatever is stored is stored as it is again, and a selector more or less changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const stored = normalizeEmoji(text);
      expect(stored === null || normalizeEmoji(stored) === stored).toBe(true);
      expect(normalizeEmoji(text.replaceAll('\uFE0F', ''))).toBe(stored);
    }),
  );
});
