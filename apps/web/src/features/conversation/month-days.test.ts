import { expect, test } from 'vitest';
import { addDays, addMonths, clampDay, weeksOfMonth } from './month-days.ts';

const name = (day: Date): string => `${day.getMonth() + 1}-${day.getDate()}`;

test('a month is shown in whole weeks that begin where the week begins', () => {
  const november = new Date(2026, 10, 26);
  expect(weeksOfMonth(november, 1).map(([first]) => first && name(first))).toEqual([
    '10-26',
    '11-2',
    '11-9',
    '11-16',
    '11-23',
    '11-30',
  ]);
  expect(weeksOfMonth(november, 7).map(([first]) => first && name(first))).toEqual([
    '11-1',
    '11-8',
    '11-15',
    '11-22',
    '11-29',
  ]);
});

test('days and months are counted by the calendar', () => {
  expect(name(addDays(new Date(2026, 1, 28), 1))).toBe('3-1');
  expect(name(addMonths(new Date(2026, 2, 31), -1))).toBe('2-28');
  expect(name(addMonths(new Date(2026, 11, 5), 1))).toBe('1-5');
});

test('no day before the first or after the last is chosen', () => {
  const [first, last] = [new Date(2026, 1, 1), new Date(2026, 1, 10)];
  expect(clampDay(new Date(2026, 0, 9), first, last)).toBe(first);
  expect(clampDay(new Date(2026, 4, 9), first, last)).toBe(last);
});
