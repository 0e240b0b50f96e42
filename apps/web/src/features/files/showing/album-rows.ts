import { albumRatio, albumRatioOf } from './album-box.ts';

export type AlbumRow = {
  /** Of a picture, its width for a height of 1. */
  ratios: readonly number[];
  /** Of the height of the whole album, from 0 to 1. */
  share: number;
};
/**
 * Pictures in rows of one width, in their order: of all ways to break them into rows the one whose rows are most alike in height. What
 * the box of the album (`albumRatio`) is higher or lower than they are together is cut off, or added.
 */
export function layOutAlbum(sizes: readonly { width: number; height: number }[]): AlbumRow[] {
  const rows = breakRows(sizes.map(albumRatioOf), albumRatio(sizes));
  const heights = rows.map((row) => 1 / sum(row));
  return rows.map((row, index) => ({ ratios: row, share: (heights[index] ?? 0) / sum(heights) }));
}

/** As TeX breaks a paragraph into lines: the cheapest way to each place, from the ways to those before it. */
function breakRows(ratios: readonly number[], ratio: number): number[][] {
  // Of each row, as a share of the width of the album.
  const targetHeight = Math.sqrt(1 / (ratio * sum(ratios)));
  let ways: { cost: number; rows: number[][] }[] = [{ cost: 0, rows: [] }];
  for (let end = 1; end <= ratios.length; end += 1) {
    const all = ways.map((way, from) => {
      const row = ratios.slice(from, end);
      return { cost: way.cost + Math.log(sum(row) * targetHeight) ** 2, rows: [...way.rows, row] };
    });
    ways = [...ways, all.reduce((best, way) => (way.cost < best.cost ? way : best))];
  }
  return ways.at(-1)?.rows ?? [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
