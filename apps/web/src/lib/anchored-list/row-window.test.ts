import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowHeights } from './row-heights.ts';
import { placeAtOffset, windowAround } from './row-window.ts';

const rows = Array.from({ length: 500 }, (_, index) => ({ key: `r${index}` }));
const look = { viewPx: 600, beyondPx: 900 };

function heightsOf(guess: (key: string) => number) {
  return createRowHeights<{ key: string }>(({ key }) => guess(key));
}

test('wherever a row stands, the rows around it fill what is seen, and all heights add up', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: rows.length - 1 }),
      fc.integer({ min: -200, max: 600 }),
      fc.integer({ min: 10, max: 400 }),
      (index, top, height) => {
        const heights = heightsOf(() => height);
        const shown = windowAround(rows, heights, { index, top }, look);
        const upper = top - heights.sum(rows, shown.first, index);
        const lower = top + heights.sum(rows, index, shown.last + 1);
        expect(shown.first === 0 || upper <= -look.beyondPx).toBe(true);
        expect(shown.last === rows.length - 1 || lower >= look.viewPx + look.beyondPx).toBe(true);
        expect(shown.before + (lower - upper) + shown.after).toBe(height * rows.length);
      },
    ),
  );
});

test('however many rows there are, few are in the page', () => {
  const { first, last } = windowAround(
    rows,
    heightsOf(() => 30),
    { index: 250, top: 0 },
    look,
  );
  expect(last - first).toBeLessThan(100);
});

test('what was measured counts instead of the guess until the rows are of another width', () => {
  const heights = heightsOf(() => 10);
  heights.learn('r1', 300);
  expect(heights.sum(rows, 0, 3)).toBe(320);
  heights.forget();
  expect(heights.sum(rows, 0, 3)).toBe(30);
});

test('a place in the midst of what is not in the page has a row', () => {
  const heights = heightsOf(() => 40);
  expect(placeAtOffset(rows, heights, 4_010)).toEqual({ index: 100, top: -10 });
  expect(placeAtOffset(rows, heights, 1e9).index).toBe(rows.length - 1);
});
