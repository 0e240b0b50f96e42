import { describe, expect, it } from 'vitest';
import { numberOf, signOf } from './token-signs.ts';

describe('characters for words', () => {
  it('gives each of a million words one of its own, that is no half of a pair', () => {
    // Around both ends of what is left out, and spread over the rest.
    const numbers = [
      ...Array(70_000).keys(),
      ...Array.from({ length: 10_000 }, (_, place) => 70_000 + place * 104),
    ].map((place) => place + 1);
    const signs = new Set(numbers.map(signOf));
    expect(signs.size).toBe(numbers.length);
    expect([...signs].every((sign) => sign.isWellFormed() && sign !== '\0')).toBe(true);
  });

  it('shares none of what is said most', () => {
    for (const no of [1_112_064, 1_500_000, 2_147_483_647]) {
      expect(signOf(no).isWellFormed()).toBe(true);
      expect(numberOf(signOf(no))).toBeNull();
    }
    for (const no of [1, 127, 0xd7ff, 0xd800, 0xe000, 200_000]) expect(numberOf(signOf(no))).toBe(no);
  });
});
