import { expect, test } from 'vitest';
import { fitting, moveBy, toggleZoom, within, zoomAt } from './zoom.ts';

const place = { stage: { width: 1_000, height: 600 }, picture: { width: 900, height: 600 } };
const middle = { x: 0, y: 0 };

test('what is under the pointer stays there while it grows', () => {
  const at = { x: 200, y: -100 };
  const view = zoomAt(fitting, 2, at, place);
  expect(view).toEqual({ scale: 2, x: -200, y: 100 });
  // The same point of the picture, before and after.
  expect((at.x - view.x) / view.scale).toBe(at.x);
});

test('it is never smaller than it fits, nor larger than eight times that', () => {
  expect(zoomAt(fitting, 0.5, middle, place)).toEqual(fitting);
  expect(zoomAt({ scale: 7, x: 0, y: 0 }, 2, middle, place).scale).toBe(8);
});

test('it is moved to its edges, and not at all in a direction in which all of it is seen', () => {
  expect(moveBy(fitting, { x: 50, y: 50 }, place)).toEqual(fitting);
  expect(moveBy({ scale: 2, x: 0, y: 0 }, { x: 5_000, y: -5_000 }, place)).toEqual({ scale: 2, x: 400, y: -300 });
});

test('smaller again it comes back to the middle', () => {
  expect(zoomAt({ scale: 2, x: 400, y: -300 }, 0.5, { x: 400, y: -300 }, place)).toEqual(fitting);
  expect(within({ scale: 1, x: 9, y: 9 }, place)).toEqual(fitting);
});

test('a double tap goes near and back', () => {
  const near = toggleZoom(fitting, middle, place);
  expect(near.scale).toBe(2.5);
  expect(toggleZoom(near, middle, place)).toEqual(fitting);
});
