import { expect, test } from 'vitest';
import { albumRatio } from './album-box.ts';
import { layOutAlbum } from './album-rows.ts';

const wide = { width: 1_600, height: 900 };
const photo = { width: 3_000, height: 2_000 };
const tall = { width: 2_000, height: 3_000 };
const square = { width: 500, height: 500 };

test.for([
  ['two wide ones stand one over the other', [wide, wide], [1, 1]],
  ['two tall ones stand side by side', [tall, tall], [2]],
  ['of three one is large', [photo, photo, photo], [1, 2]],
  ['four are two and two', [photo, photo, photo, photo], [2, 2]],
  ['ten are no row with one alone', Array.from({ length: 10 }, () => square), [3, 3, 4]],
] as const)('%s', ([, sizes, counts]) => {
  expect(layOutAlbum(sizes).map(({ ratios }) => ratios.length)).toEqual(counts);
});

test('however the pictures are, all are there in their order, and the album is no higher than wide', () => {
  const odd = [tall, { width: 9_000, height: 10 }, wide, { width: 3, height: 4_000 }, photo, square, tall];
  for (let count = 1; count <= odd.length; count += 1) {
    const rows = layOutAlbum(odd.slice(0, count));
    const ratios = rows.flatMap((row) => row.ratios);
    expect(ratios).toEqual([2 / 3, 2.2, 16 / 9, 0.6, 1.5, 1, 2 / 3].slice(0, count));
    expect(albumRatio(odd.slice(0, count))).toBeGreaterThanOrEqual(1);
    expect(rows.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1);
  }
});
