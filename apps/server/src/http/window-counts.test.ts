import { expect, test } from 'vitest';
import { WindowCounts } from './window-counts.ts';

const windowMs = 1_000;

test('a window starts with its first count, and the next once it is over', () => {
  const counts = new WindowCounts({ windowMs, remembered: 10 });
  expect(counts.count('ada', 500)).toEqual({ current: 1, ttlMs: windowMs });
  expect(counts.count('ada', 1_400)).toEqual({ current: 2, ttlMs: 100 });
  expect(counts.count('bob', 1_400).current).toBe(1);
  expect(counts.count('ada', 1_500)).toEqual({ current: 1, ttlMs: windowMs });
});

test('of more keys than are remembered, the one unused for longest is forgotten', () => {
  const counts = new WindowCounts({ windowMs, remembered: 2 });
  for (const key of ['ada', 'bob', 'ada', 'cleo']) counts.count(key, 0);
  expect(counts.count('ada', 0).current).toBe(3);
  expect(counts.count('bob', 0).current).toBe(1);
});
