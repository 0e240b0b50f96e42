import { describe, expect, it } from 'vitest';
import { boxOf, cropOf, moveBy, wholeSquare, zoomMax, zoomTo } from './crop.ts';

const wide = { width: 1600, height: 800 };

describe('what a picture of a person shows', () => {
  it('is the largest square in the middle to begin with', () => {
    expect(cropOf(wholeSquare, wide)).toEqual({ x: 0.25, y: 0, size: 1 });
    expect(boxOf(wholeSquare, wide)).toEqual({ left: -50, top: 0, width: 200, height: 100 });
  });

  it('follows the finger, no further than the edges', () => {
    expect(cropOf(moveBy(wholeSquare, { x: 0.25, y: 0.5 }, wide), wide)).toEqual({ x: 0.125, y: 0, size: 1 });
    expect(cropOf(moveBy(wholeSquare, { x: 9, y: 0 }, wide), wide).x).toBe(0);
    expect(cropOf(moveBy(wholeSquare, { x: -9, y: 0 }, wide), wide).x).toBe(0.5);
  });

  it('keeps what lies under the pointer where it is', () => {
    const at = { x: 0.25, y: -0.25 };
    const pointUnder = (view: typeof wholeSquare) => {
      const { left, top, width, height } = boxOf(view, wide);
      return [(50 + at.x * 100 - left) / width, (50 + at.y * 100 - top) / height];
    };
    const closer = zoomTo(wholeSquare, 2, wide, at);
    expect(cropOf(closer, wide).size).toBe(0.5);
    expect(pointUnder(closer)).toEqual(pointUnder(wholeSquare));
  });

  it('stays inside the picture when it is made larger again', () => {
    const corner = moveBy(zoomTo(wholeSquare, 4, wide), { x: -99, y: -99 }, wide);
    expect(cropOf(corner, wide)).toEqual({ x: 0.875, y: 0.75, size: 0.25 });
    expect(cropOf(zoomTo(corner, 0.1, wide), wide)).toEqual({ x: 0.5, y: 0, size: 1 });
  });

  it('is enlarged as far as there are pixels for it', () => {
    expect(zoomMax({ width: 4000, height: 3000 })).toBe(8);
    expect(zoomMax({ width: 900, height: 192 })).toBe(2);
    expect(zoomMax({ width: 40, height: 40 })).toBe(1);
    expect(zoomTo(wholeSquare, 5, { width: 40, height: 40 }).zoom).toBe(1);
  });
});
