import { expect, test } from 'vitest';
import { Histogram, mergeHistograms } from './histogram.ts';

test('percentiles are those of the sorted values, within one part in 64', () => {
  const histogram = new Histogram();
  const values = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 100_003);
  for (const value of values) histogram.record(value);
  const sorted = values.toSorted((a, b) => a - b);
  for (const percent of [1, 50, 90, 99, 99.9]) {
    const exact = sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
    const measured = histogram.percentile(percent);
    expect(measured).toBeGreaterThanOrEqual(exact);
    expect(measured).toBeLessThanOrEqual(exact * (1 + 1 / 64) + 1);
  }
});

test('the hundredth percentile is the largest value itself', () => {
  const histogram = new Histogram();
  for (const value of [3, 1_000_003, 17]) histogram.record(value);
  expect(histogram.percentile(100)).toBe(1_000_003);
});

test('small values are kept exactly, powers of two included', () => {
  for (const value of [0, 1, 63, 64, 65, 127]) {
    const histogram = new Histogram();
    histogram.record(value);
    histogram.record(1_000_000);
    expect(histogram.percentile(50)).toBe(value);
  }
});

test('the sum of two processes is what one would have measured', () => {
  const [left, right, both] = [new Histogram(), new Histogram(), new Histogram()];
  for (let value = 0; value < 5_000; value++) {
    (value % 3 === 0 ? left : right).record(value);
    both.record(value);
  }
  const merged = mergeHistograms([left.toJSON(), right.toJSON()]);
  expect(merged.toJSON()).toEqual(both.toJSON());
  expect(merged.count).toBe(5_000);
});

test('nothing measured is not a number, rather than a flattering zero', () => {
  expect(new Histogram().percentile(99)).toBeNaN();
});
