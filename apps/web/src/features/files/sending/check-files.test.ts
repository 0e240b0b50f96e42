import { expect, test } from 'vitest';
import { checkFiles } from './check-files.ts';

const limits = { fileBytesMax: 1_000_000, filesPerMessage: 3, ownBytes: 500_000, ownBytesMax: 2_000_000 };
const room = { limits, present: 0, comingBytes: 0 };
const named = (name: string, size: number) => ({ name, size });

test('what is too large, empty or too much is refused before a byte leaves, and the rest is taken', () => {
  const { taken, refusals } = checkFiles(
    [named('empty', 0), named('film', 1_000_001), named('one', 900_000), named('two', 900_000), named('three', 9)],
    room,
  );
  expect(taken.map(({ name }) => name)).toEqual(['one', 'three']);
  expect(refusals).toEqual([
    'empty is empty.',
    'film is too large: files can be up to 1 MB here.',
    'There’s no room for two: you have 600 kB left.',
  ]);
});

test('a message has so many files, those that lie there among them; the rest is refused once', () => {
  const files = [1, 2, 3, 4].map((size) => named(`file ${size}`, size));
  const { taken, refusals } = checkFiles(files, { ...room, present: 1 });
  expect(taken.map(({ size }) => size)).toEqual([1, 2]);
  expect(refusals).toEqual(['A message can have up to 3 files.']);
});

test('without an answer of the server all is taken that a message may have', () => {
  const files = [named('film', 9e12)];
  expect(checkFiles(files, { limits: null, present: 0, comingBytes: 0 }).taken).toEqual(files);
});
