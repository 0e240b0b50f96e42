import { expect, test } from 'vitest';
import { barsOf, lengthText, wavePath } from './waveform.ts';

test('as many bars as there are loudnesses, or as have room, and no peak is lost', () => {
  expect(barsOf(Uint8Array.from([0, 255, 51]))).toEqual([0, 1, 0.2]);
  const bars = barsOf(Uint8Array.from({ length: 96 }, (_, at) => (at === 50 ? 255 : 0)));
  expect([bars.length, bars.filter((bar) => bar === 1).length]).toEqual([40, 1]);
});

test('silence is a line of dots', () => {
  expect(wavePath([0, 1])).toEqual({ path: 'M1 11v2M5 0v24', widthPx: 6 });
});

test.for([
  [0, '0:00'],
  [75_400, '1:15'],
  [3_600_000, '60:00'],
] as const)('%d ms are %s', ([ms, text]) => {
  expect(lengthText(ms)).toBe(text);
});
