/** A picture's own size, in pixels. */
export type Natural = { width: number; height: number };
/** What shows of it: the middle of the square, in fractions of width and height, and how many times it is enlarged from the largest square. */
export type View = { x: number; y: number; zoom: number };
type Point = { x: number; y: number };

/** Less of a picture is shown blurred. */
const sideMin = 96;
const zoomMost = 8;
export const keyStep = 0.05;
export const zoomStep = 1.25;

export const wholeSquare: View = { x: 0.5, y: 0.5, zoom: 1 };

export function zoomMax({ width, height }: Natural): number {
  return Math.min(zoomMost, Math.max(1, Math.min(width, height) / sideMin));
}

/** `by`: how far the picture is drawn, in sides of the square. */
export function moveBy(view: View, by: Point, natural: Natural): View {
  const side = sideOf(view.zoom, natural);
  return within({ ...view, x: view.x - by.x * side.x, y: view.y - by.y * side.y }, natural);
}

/** What lies under `at` stays there; `at` is counted from the middle of the square, in its sides. */
export function zoomTo(view: View, zoom: number, natural: Natural, at: Point = { x: 0, y: 0 }): View {
  const next = clamp(zoom, 1, zoomMax(natural));
  const [before, after] = [sideOf(view.zoom, natural), sideOf(next, natural)];
  const x = view.x + at.x * (before.x - after.x);
  const y = view.y + at.y * (before.y - after.y);
  return within({ x, y, zoom: next }, natural);
}

/** As the server takes it: where the square begins, and its side in fractions of the shorter one. */
export function cropOf({ x, y, zoom }: View, natural: Natural): { x: number; y: number; size: number } {
  const side = sideOf(zoom, natural);
  return { x: clamp(x - side.x / 2, 0, 1), y: clamp(y - side.y / 2, 0, 1), size: 1 / zoom };
}

/** Where the whole picture lies around the square, in percent of the square's side. */
export function boxOf(
  { x, y, zoom }: View,
  natural: Natural,
): { left: number; top: number; width: number; height: number } {
  const side = sideOf(zoom, natural);
  const [width, height] = [100 / side.x, 100 / side.y];
  return { left: 50 - x * width, top: 50 - y * height, width, height };
}

/** Of the square, in fractions of width and height. */
function sideOf(zoom: number, { width, height }: Natural): Point {
  const side = Math.min(width, height) / zoom;
  return { x: side / width, y: side / height };
}

/** No further than the edges of the picture. */
function within({ x, y, zoom }: View, natural: Natural): View {
  const side = sideOf(zoom, natural);
  return { x: clamp(x, side.x / 2, 1 - side.x / 2), y: clamp(y, side.y / 2, 1 - side.y / 2), zoom };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
