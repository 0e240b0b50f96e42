/** How a picture lies on the screen: so many times as large as it fits, moved by so many pixels from the middle. */
export type View = { scale: number; x: number; y: number };
type Size = { width: number; height: number };
/** `picture`: as it fits into the `stage`. */
export type Place = { stage: Size; picture: Size };
type Point = { x: number; y: number };

export const fitting: View = { scale: 1, x: 0, y: 0 };
export const stepFactor = 1.5;
const scaleMax = 8;
/** Where a double tap leads. */
const closeScale = 2.5;

/** What lies under `at` stays there; `at` is counted from the middle of the stage. */
export function zoomAt(view: View, factor: number, at: Point, place: Place): View {
  const scale = Math.min(scaleMax, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return within({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, place);
}

export function toggleZoom(view: View, at: Point, place: Place): View {
  return view.scale > 1 ? fitting : zoomAt(view, closeScale, at, place);
}

export function moveBy(view: View, by: Point, place: Place): View {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, place);
}

/** No further than its edge, and in the middle where all of it is seen. */
export function within({ scale, x, y }: View, { stage, picture }: Place): View {
  const reach = (shown: number, room: number): number => Math.max(0, (shown * scale - room) / 2);
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value)) || 0;
  return {
    scale,
    x: clamp(x, reach(picture.width, stage.width)),
    y: clamp(y, reach(picture.height, stage.height)),
  };
}
