import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { agoText, bareTime, clockTime, dayKey, dayLabel, listTime } from './dates.ts';
import { zonedTime } from './zoned-dates.ts';
import { setLanguage } from './locale.ts';

/** Local times, so that the tests mean the same in every time zone. */
const now = new Date(2026, 10, 22, 14, 30);
const at = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

beforeEach(() => readIn('en-GB'));
afterEach(() => {
  setLanguage('en');
  vi.unstubAllGlobals();
});

describe('a day divider', () => {
  test.for([
    ['today', at(2026, 10, 22, 0, 1), 'Today'],
    ['yesterday, a minute before midnight', at(2026, 10, 21, 23, 59), 'Yesterday'],
    ['two days ago', at(2026, 10, 20, 9), 'Friday'],
    ['a week ago', at(2026, 10, 15, 9), 'Sunday 15 November'],
    ['last year', at(2025, 11, 31, 9), '31 December 2025'],
    ['tomorrow, by a clock that runs ahead', at(2026, 10, 23, 9), 'Monday 23 November'],
  ] as const)('of %s', ([, iso, expected]) => {
    expect(dayLabel(iso, now)).toBe(expected);
  });

  test('counts calendar days across the change to summer time', () => {
    expect(dayLabel(at(2026, 2, 28, 12), new Date(2026, 2, 29, 12))).toBe('Yesterday');
  });
});

describe('the time of a chat in the list', () => {
  test.for([
    ['today', at(2026, 10, 22, 9, 5), '09:05'],
    ['by a clock that runs ahead', at(2026, 10, 22, 15, 0), '15:00'],
    ['this week', at(2026, 10, 18, 9), 'Wed'],
    ['this year', at(2026, 1, 3, 9), '3 Feb'],
    ['before', at(2024, 1, 3, 9), '03/02/24'],
  ] as const)('is short: %s', ([, iso, expected]) => {
    expect(listTime(iso, now)).toBe(expected);
  });
});

test('midnight is 00:00, not 24:00', () => {
  expect(clockTime(at(2026, 10, 22, 0, 0))).toBe('00:00');
});

test('a zone that this browser does not know has no time', () => {
  expect([zonedTime(new Date(), 'Mars/Olympus'), zonedTime(new Date(), 'UTC')]).toEqual([null, expect.any(String)]);
});

test('two times of one day share its key', () => {
  expect(dayKey(at(2026, 10, 22, 0, 0))).toBe(dayKey(at(2026, 10, 22, 23, 59)));
  expect(dayKey(at(2026, 10, 22, 23, 59))).not.toBe(dayKey(at(2026, 10, 23, 0, 0)));
});

test('how long ago grows coarser', () => {
  expect(agoText(at(2026, 10, 22, 14, 30), now)).toBe('just now');
  expect(agoText(at(2026, 10, 22, 14, 29), now)).toBe('1 minute ago');
  expect(agoText(at(2026, 10, 22, 11, 30), now)).toBe('3 hours ago');
  expect(agoText(at(2026, 10, 20, 11, 30), now)).toBe('Fri');
});

test('words are English, customs those of the region that the browser is set to', () => {
  readIn('de');
  expect(clockTime(at(2026, 10, 22, 14, 30))).toBe('14:30');
  expect(dayLabel(at(2026, 10, 20, 9), now)).toBe('Friday');
  readIn('en-US');
  expect(clockTime(at(2026, 10, 22, 14, 30))).toMatch(/^2:30\sPM$/);
  expect(bareTime(at(2026, 10, 22, 14, 30))).toBe('2:30');
  expect(listTime(at(2024, 1, 3, 9), now)).toBe('02/03/24');
});

test.for(['', 'C', 'en_US.UTF-8'])('a browser whose language is %j is no reason to fail', (browser) => {
  readIn(browser);
  expect(dayLabel(at(2026, 10, 20, 9), now)).toBe('Friday');
});

test('in another language days and spans are written in it', () => {
  readIn('de-AT', 'de');
  expect(dayLabel(at(2026, 10, 22, 9), now)).toBe('Heute');
  expect(dayLabel(at(2026, 10, 20, 9), now)).toBe('Freitag');
  expect(agoText(at(2026, 10, 22, 11, 30), now)).toBe('vor 3 Stunden');
});

function readIn(browser: string, language = 'en'): void {
  vi.stubGlobal('navigator', { language: browser });
  setLanguage(language);
}
