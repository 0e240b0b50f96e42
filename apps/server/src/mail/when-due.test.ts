import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailDueAt, restMs, soonMs } from './when-due.ts';

const at = (text: string): number => Date.parse(text);

test('soon is some minutes later, hourly at the hour, daily at the time that one’s clock shows', () => {
  const first = at('2026-03-28T20:10:00Z');
  const due = (wish: Parameters<typeof mailDueAt>[0], sentAt = 0) =>
    new Date(mailDueAt(wish, first, sentAt)).toISOString().slice(0, 16);
  expect(due({ mode: 'soon' })).toBe('2026-03-28T20:13');
  expect(due({ mode: 'soon' }, first - 60_000)).toBe('2026-03-28T20:19');
  expect(due({ mode: 'hourly' })).toBe('2026-03-28T21:00');
  expect(due({ mode: 'daily' })).toBe('2026-03-29T09:00');
  // Clocks are set forward in that night.
  expect(due({ mode: 'daily', at: '08:30', zone: 'Europe/Berlin' })).toBe('2026-03-29T06:30');
  expect(due({ mode: 'daily', at: '21:30', zone: 'Europe/Berlin' })).toBe('2026-03-28T20:30');
});

test('it is never before it was said, nor sooner than some minutes after the last one, nor later than a day and its rest', () => {
  const wish = fc.record({
    mode: fc.constantFrom('soon' as const, 'hourly' as const, 'daily' as const),
    at: fc.constantFrom('00:00', '02:30', '23:59'),
    zone: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns'),
  });
  const time = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(wish, time, fc.integer({ min: 0, max: 86_400_000 }), (wanted, first, ago) => {
      const sentAt = first - ago;
      const due = mailDueAt(wanted, first, sentAt);
      expect(due).toBeGreaterThan(first);
      expect(due).toBeGreaterThanOrEqual(sentAt + restMs);
      expect(due - first).toBeLessThanOrEqual(26 * 3_600_000);
      expect(wanted.mode !== 'soon' || due <= first + Math.max(soonMs, restMs)).toBe(true);
    }),
  );
});
