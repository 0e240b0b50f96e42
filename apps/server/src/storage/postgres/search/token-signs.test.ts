import { describe, expect, it } from 'vitest';
import { numberMax, readNumbers, signOf, signsMax, writeNumber } from './token-signs.ts';

describe('characters for words', () => {
  it('gives each of a million words one of its own, that is no half of a pair', () => {
    // Around both ends of what is left out, and spread over the rest.
    const numbers = [...Array(70_000).keys(), ...Array.from({ length: 9_000 }, (_, place) => 70_000 + place * 104)].map(
      (place) => place + 1,
    );
    const written = numbers.map(writeNumber);
    expect(written).toEqual(numbers.map(signOf));
    expect(new Set(written).size).toBe(numbers.length);
    expect(written.every((sign) => Array.from(sign).length === 1 && sign.isWellFormed() && sign !== '\0')).toBe(true);
  });

  it('tells every number from every other, however many there are', () => {
    const around = [1, 0xd7_ff, 0xd8_00, signsMax, signsMax + 1, signsMax + 63_488, signsMax + 63_489, numberMax];
    const numbers = around.flatMap((no) => [no, Math.max(1, no - 1), Math.min(numberMax, no + 1)]);
    const text = numbers.map(writeNumber).join('');
    expect(text.isWellFormed()).toBe(true);
    expect(readNumbers(text)).toEqual(numbers);
    for (const no of numbers) expect(writeNumber(no).endsWith(signOf(no))).toBe(true);
    expect(() => writeNumber(numberMax + 1)).toThrow('full');
  });
});
