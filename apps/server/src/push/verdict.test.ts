import { expect, test } from 'vitest';
import { retryAfterMs } from './deliver.ts';
import { isPassing, judge } from './verdict.ts';

const now = Date.parse('2026-01-01T12:00:00Z');
const verdictOf = (status: number, retryAfter?: string) => judge({ status, retryAfter }, now);

test('each answer of a push service means one thing', () => {
  const faults = [201, 200, 202, 404, 410, 400, 401, 403, 413, 429, 500, 503, 301, 418].map(
    (status) => verdictOf(status).fault,
  );
  expect(faults).toEqual([
    null,
    null,
    null,
    'gone',
    'gone',
    'keys',
    'keys',
    'keys',
    'too-large',
    'busy',
    'service',
    'service',
    'answer',
    'answer',
  ]);
});

test('what may pass is tried again, later each time and no sooner than was asked for', () => {
  const waits = [0, 1, 2, 30].map((failures) => retryAfterMs(verdictOf(503), failures, 1));
  expect(waits).toEqual([5_000, 10_000, 20_000, 1_800_000]);
  expect(retryAfterMs(verdictOf(429, '120'), 0, 0)).toBe(120_000);
  expect(retryAfterMs(verdictOf(429, 'Thu, 01 Jan 2026 13:00:00 GMT'), 0, 0)).toBe(3_600_000);
  expect(retryAfterMs(verdictOf(429, '999999999'), 0, 0)).toBe(86_400_000);
  expect(retryAfterMs(verdictOf(429, 'soon'), 0, 0)).toBe(2_500);
  expect(retryAfterMs(verdictOf(429, '0'), 0, 1)).toBe(1_000);
});

test('what will not pass is left until there is something new', () => {
  const faults = (['gone', 'keys', 'too-large', 'answer', 'address'] as const).map((fault) => isPassing(fault));
  expect(faults).toEqual([false, false, false, false, false]);
  expect(retryAfterMs(verdictOf(403), 0, 1)).toBeNull();
  expect(retryAfterMs(verdictOf(201), 0, 1)).toBeNull();
});
