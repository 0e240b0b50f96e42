import { expect, test } from 'vitest';
import { lastDays } from './last-days.ts';

test('days without a count stand among the others, today last', () => {
  const counted = [
    { day: '2026-11-24', people: 3, messages: 9 },
    { day: '2026-11-26', people: 2, messages: 4 },
  ];
  expect(lastDays(counted, 3, new Date('2026-11-26T23:59:59Z'))).toEqual([
    counted[0],
    { day: '2026-11-25', people: 0, messages: 0 },
    counted[1],
  ]);
});
