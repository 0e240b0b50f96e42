import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAt, instantOf, localTimeAt, weekdayAt } from './local-time.ts';

const at = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
const berlin = 'Europe/Berlin';

test('a time that clocks leave out goes to the next one that they show, one that they show twice to the first', () => {
  const local = (day: number, month: number, hour: number, minute: number) => ({
    year: 2026,
    month,
    day,
    hour,
    minute,
  });
  expect(at(instantOf(local(29, 3, 1, 59), berlin))).toBe('2026-03-29T00:59');
  expect(at(instantOf(local(29, 3, 2, 0), berlin))).toBe('2026-03-29T01:00');
  expect(at(instantOf(local(29, 3, 2, 30), berlin))).toBe('2026-03-29T01:00');
  expect(at(instantOf(local(29, 3, 3, 0), berlin))).toBe('2026-03-29T01:00');
  expect(at(instantOf(local(25, 10, 2, 30), berlin))).toBe('2026-10-25T00:30');
  // Half an hour, and a whole day that Samoa left out.
  expect(at(instantOf(local(4, 10, 2, 10), 'Australia/Lord_Howe'))).toBe('2026-10-03T15:30');
  expect(at(instantOf({ year: 2011, month: 12, day: 30, hour: 9, minute: 0 }, 'Pacific/Apia'))).toBe(
    '2011-12-30T10:00',
  );
});

test('tomorrow at nine is at nine, also over a change of clocks', () => {
  const saturday = Date.parse('2026-03-28T20:00:00Z');
  expect(at(dayAt(saturday, berlin, { days: 1, hour: 9 }))).toBe('2026-03-29T07:00');
  expect(at(dayAt(saturday - 86_400_000, berlin, { days: 1, hour: 9 }))).toBe('2026-03-28T08:00');
  expect(at(weekdayAt(saturday, berlin, { weekday: 1, hour: 9 }))).toBe('2026-03-30T07:00');
  // On a Monday it is the next one.
  expect(at(weekdayAt(Date.parse('2026-03-30T05:00:00Z'), berlin, { weekday: 1, hour: 9 }))).toBe('2026-04-06T07:00');
  // Tomorrow is counted where the person is: it is Sunday in Auckland already.
  expect(at(dayAt(saturday, 'Pacific/Auckland', { days: 1, hour: 9 }))).toBe('2026-03-29T20:00');
});

test('whatever clocks show somewhere, they show it at the time that is found for it, or leap over it then', () => {
  const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const anyInstant = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2036, 0, 1) / 60_000 });
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, minutes) => {
      const instant = minutes * 60_000;
      const shown = localTimeAt(instant, zone);
      const found = instantOf(shown, zone);
      // The first of two.
      expect(found).toBeLessThanOrEqual(instant);
      expect(localTimeAt(found, zone)).toEqual(shown);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(anyZone, anyInstant, fc.nat(24 * 60 - 1), (zone, minutes, ofDay) => {
      const { year, month, day } = localTimeAt(minutes * 60_000, zone);
      const local = { year, month, day, hour: Math.floor(ofDay / 60), minute: ofDay % 60 };
      const found = instantOf(local, zone);
      const { weekday: _weekday, ...shown } = localTimeAt(found, zone);
      const before = localTimeAt(found - 60_000, zone);
      const order = (one: typeof local): number => Date.UTC(one.year, one.month - 1, one.day, one.hour, one.minute);
      expect(order(shown)).toBeGreaterThanOrEqual(order(local));
      // Not later than that.
      expect(order(shown) === order(local) || order(before) < order(local)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
