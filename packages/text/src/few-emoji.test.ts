import { describe, expect, test } from 'vitest';
import { isFewEmoji } from './few-emoji.ts';

describe('isFewEmoji', () => {
  test.each(['🎉', '👍🏽', '👨‍👩‍👧‍👦', '❤️', '🇩🇪 🇯🇵', '🎉👏🎉', ':parrot: 🎉:parrot_2:'])('%s is shown large', (content) => {
    expect(isFewEmoji(content)).toBe(true);
  });
  test.each(['', '1', '#', 'ok 👍', '🎉🎉🎉🎉', '👍'.repeat(4_000)])('%s is text', (content) => {
    expect(isFewEmoji(content)).toBe(false);
  });
});
