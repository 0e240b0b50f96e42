import { expect, test } from 'vitest';
import { requestsInARow } from './requests-in-a-row.ts';

test('requests that are under way together count once', () => {
  const page = { from: 0, to: 10 };
  const together = [
    { from: 11, to: 20 },
    { from: 11, to: 90 },
    { from: 12, to: 25 },
  ];
  expect(requestsInARow([page, ...together])).toBe(2);
});

test('each request that waited for another counts', () => {
  const spans = [
    { from: 21, to: 30 },
    { from: 0, to: 10 },
    { from: 31, to: 40 },
    { from: 11, to: 20 },
  ];
  expect(requestsInARow(spans)).toBe(4);
  expect(requestsInARow([])).toBe(0);
});
