import { expect, it } from 'vitest';
import { UserPace } from './user-pace.ts';

it('[A27] one person has one allowance, however many connections ask', () => {
  const pace = new UserPace({ perSecond: 10, burst: 3 });
  expect([1, 2, 3, 4].map(() => pace.take('ann', 0))).toEqual([0, 0, 0, 100]);
  expect(pace.take('ben', 0)).toBe(0);
  expect(pace.take('ann', 100)).toBe(0);
});

it('forgets who has rested, and nobody else', () => {
  const pace = new UserPace({ perSecond: 1, burst: 2 });
  pace.take('ann', 0);
  pace.take('ann', 0);
  pace.take('ben', 0);
  pace.sweep(1_000);
  expect(pace.size).toBe(1);
  expect([pace.take('ann', 1_000), pace.take('ann', 1_000)]).toEqual([0, 1_000]);
});

it('[A43] charges what something turned out to cost, and lets nobody go on before that is paid', () => {
  const pace = new UserPace({ perSecond: 10, burst: 100 });
  expect(pace.waitMs('ann', 0)).toBe(0);
  pace.charge('ann', 0, 500);
  expect(pace.waitMs('ann', 0)).toBe(40_100);
  expect(pace.waitMs('ben', 0)).toBe(0);
  pace.sweep(40_000);
  expect(pace.waitMs('ann', 40_000)).toBe(100);
  expect(pace.waitMs('ann', 40_100)).toBe(0);
});

it('[A43] takes by cost, and of what costs more than a burst the whole burst', () => {
  const pace = new UserPace({ perSecond: 10, burst: 20 });
  expect(pace.take('ann', 0, 15)).toBe(0);
  expect(pace.take('ann', 0, 15)).toBe(1_000);
  expect(pace.take('ann', 0, 5)).toBe(0);
  expect(pace.take('ann', 2_000, 1_000)).toBe(0);
  expect(pace.take('ann', 2_000)).toBe(100);
});
