import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { moveBy, type Natural, type View, zoomTo } from './crop.ts';

type Change = (by: (view: View) => View) => void;
type Point = { x: number; y: number };

/** What wheel, mouse and fingers do to what shows: drag, turn, pinch. */
export function useCropGestures(square: RefObject<HTMLElement | null>, natural: Natural | null, change: Change): void {
  const fingers = useRef(new Map<number, Point>());

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    if (!natural) return;
    // A pad that is pinched tells it as a wheel with Ctrl, in small steps.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    const at = placeIn(square.current, event);
    change((view) => zoomTo(view, view.zoom * factor, natural, at));
  });

  const onDown = useEffectEvent((event: PointerEvent) => {
    if (event.button !== 0) return;
    fingers.current.set(event.pointerId, placeIn(square.current, event));
    square.current?.setPointerCapture(event.pointerId);
  });

  const onMove = useEffectEvent((event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before || !natural) return;
    const point = placeIn(square.current, event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, point);
    const by = { x: point.x - before.x, y: point.y - before.y };
    if (!other) return change((view) => moveBy(view, by, natural));
    const factor = distance(point, other) / Math.max(0.01, distance(before, other));
    const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
    change((view) => {
      const closer = zoomTo(view, view.zoom * factor, natural, middle);
      return moveBy(closer, { x: by.x / 2, y: by.y / 2 }, natural);
    });
  });

  const onUp = useEffectEvent((event: PointerEvent) => void fingers.current.delete(event.pointerId));

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const element = square.current;
    element?.addEventListener('wheel', onWheel, { signal, passive: false });
    element?.addEventListener('pointerdown', onDown, { signal });
    element?.addEventListener('pointermove', onMove, { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) element?.addEventListener(end, onUp, { signal });
    return () => listening.abort();
  }, [square]);
}

/** From the middle, in sides of the square. */
function placeIn(square: HTMLElement | null, { clientX, clientY }: MouseEvent): Point {
  const { left, top, width } = square?.getBoundingClientRect() ?? new DOMRect();
  const side = Math.max(1, width);
  return { x: (clientX - left) / side - 0.5, y: (clientY - top) / side - 0.5 };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
