import { expect, test } from 'vitest';
import { Speed } from './speed.ts';

test('the speed is that of the last seconds', () => {
  const speed = new Speed();
  expect(speed.note(0, 1_000)).toBeNull();
  expect(speed.note(2_000, 2_000)).toBe(2_000);
  expect(speed.note(6_000, 3_000)).toBe(3_000);
  expect(speed.note(6_100, 20_000)).toBeNull();
  expect(speed.note(7_100, 21_000)).toBe(1_000);
});

test('nothing new, or less than before, is no speed', () => {
  const speed = new Speed();
  speed.note(500, 0);
  expect(speed.note(500, 1_000)).toBeNull();
  expect(speed.note(100, 2_000)).toBeNull();
});
