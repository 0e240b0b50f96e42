import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTimestamp } from './timestamp.ts';

test('every time is written as Date writes it, whatever was written before', () => {
  const near = fc.integer({ min: -100_000_000, max: 100_000_000 }).map((offset) => Date.UTC(2026, 1, 28) + offset);
  const any = fc.date({ noInvalidDate: true }).map((date) => date.getTime());
  fc.assert(
    fc.property(fc.array(fc.oneof(near, any), { minLength: 1 }), (times) => {
      expect(times.map(encodeTimestamp)).toEqual(times.map((at) => new Date(at).toISOString()));
    }),
  );
});

test('what is no time is refused', () => {
  expect(() => encodeTimestamp(Number.NaN)).toThrow(RangeError);
});
