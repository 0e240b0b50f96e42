import { limits } from '@confab/protocol/limits';
import { expect, test } from 'vitest';
import { levelOf, peaksOf } from './peaks.ts';

const read = (peaks: string): number[] => [...Buffer.from(peaks, 'base64url')];

test('silence is nothing, full loudness all, and a whisper is seen', () => {
  expect(levelOf(new Float32Array(64))).toBe(0);
  expect(levelOf(new Float32Array(64).fill(1))).toBe(255);
  const whisper = levelOf(new Float32Array(64).fill(0.03));
  expect(whisper).toBeGreaterThan(30);
  expect(whisper).toBeLessThan(80);
});

test('a recording becomes its loudest moments, however long it is', () => {
  expect(read(peaksOf([]))).toEqual([0]);
  expect(read(peaksOf([1, 255, 3]))).toEqual([1, 255, 3]);
  const long = Array.from({ length: 36_000 }, (_, at) => (at === 20_000 ? 200 : 10));
  const peaks = read(peaksOf(long));
  expect(peaks).toHaveLength(64);
  expect(peaks.filter((peak) => peak === 200)).toHaveLength(1);
  expect(peaksOf(long).length).toBeLessThanOrEqual(limits.voicePeaksMax);
});
