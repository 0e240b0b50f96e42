import type { Keyed, RowHeights } from './row-heights.ts';

/** The rows that are in the page, first and last included; `last` is -1 where there are none. */
export type RowWindow = {
  first: number;
  last: number;
  /** Pixels of the rows before and after them. */
  before: number;
  after: number;
};

/** One row, so many pixels below the upper edge of what is seen. */
export type Place = { index: number; top: number };

export type Look = {
  viewPx: number;
  /** Rows are in the page this far beyond what is seen. */
  beyondPx: number;
};

/** What has to be in the page so that one sees rows everywhere when `place` is where it says. */
export function windowAround<Row extends Keyed>(
  rows: readonly Row[],
  heights: RowHeights<Row>,
  { index, top }: Place,
  { viewPx, beyondPx }: Look,
): RowWindow {
  if (rows.length === 0) return { first: 0, last: -1, before: 0, after: 0 };
  const heightAt = (at: number): number => heights.sum(rows, at, at + 1);
  let first = index;
  for (let edge = top; first > 0 && edge > -beyondPx;) edge -= heightAt(--first);
  let last = index;
  for (let edge = top + heightAt(index); last < rows.length - 1 && edge < viewPx + beyondPx;) edge += heightAt(++last);
  return { first, last, before: heights.sum(rows, 0, first), after: heights.sum(rows, last + 1, rows.length) };
}

/** The row that stands `offset` pixels below the first one's upper edge, and where that is on the screen. */
export function placeAtOffset<Row extends Keyed>(
  rows: readonly Row[],
  heights: RowHeights<Row>,
  offset: number,
): Place {
  let passed = 0;
  for (const [index, row] of rows.entries()) {
    const height = heights.of(row);
    if (passed + height > offset || index === rows.length - 1) return { index, top: passed - offset };
    passed += height;
  }
  return { index: 0, top: 0 };
}
