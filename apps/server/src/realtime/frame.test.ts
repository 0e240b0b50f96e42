import { expect, it } from 'vitest';
import { joinFrames, textFrame } from './frame.ts';

it.each([
  [0, '8100'],
  [125, '817d'],
  [126, '817e007e'],
  [65_535, '817effff'],
  [65_536, '817f0000000000010000'],
])('writes %i bytes with the header of RFC 6455', (length, header) => {
  const frame = textFrame('a'.repeat(length));
  expect(frame.subarray(0, header.length / 2).toString('hex')).toBe(header);
  expect(frame.length).toBe(header.length / 2 + length);
  expect(frame.subarray(header.length / 2).every((byte) => byte === 0x61)).toBe(true);
});

it('counts bytes, not characters', () => {
  const text = '€'.repeat(42); // 126 bytes
  expect(textFrame(text).subarray(0, 4).toString('hex')).toBe('817e007e');
  expect(textFrame(text).subarray(4).toString()).toBe(text);
});

it('[D10] does not copy a frame that is alone', () => {
  const frame = textFrame('one');
  expect(joinFrames([frame])).toBe(frame);
});
