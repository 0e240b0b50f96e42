import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { moveBy, toggleZoom, type Place, type View, zoomAt } from './zoom.ts';

/** What is looked at, and where. */
export type Looked = { stage: RefObject<HTMLDivElement | null>; picture: RefObject<HTMLDivElement | null> };

type GesturesOptions = {
  at: Looked;
  view: View;
  onView: (view: View) => void;
  /** Where a finger has drawn the picture that fits; null once it lets go. */
  onDraw: (px: number | null) => void;
  /** Drawn to a side: 1 to the left. */
  onSwipe: (direction: 1 | -1) => void;
  /** Drawn down, or pressed beside the picture. */
  onAway: () => void;
};

type Point = { x: number; y: number };
type Press = { start: Point; last: Point; hasMoved: boolean; isOne: boolean };

const swipePx = 60;
const awayPx = 90;
/** A finger is never quite still. */
const stillPx = 8;
const doubleTapMs = 300;

/** What wheel, mouse and fingers do to a picture: drag, pinch, double tap, and draw it away. */
export function useGestures({ at, view, onView, onDraw, onSwipe, onAway }: GesturesOptions): void {
  const { stage, picture } = at;
  const fingers = useRef(new Map<number, Point>());
  const press = useRef<Press | null>(null);
  const tappedAt = useRef(0);
  // Several may come before React renders.
  const latest = useRef(view);
  useEffect(() => void (latest.current = view), [view]);

  function show(next: View): void {
    latest.current = next;
    onView(next);
  }
  function fromMiddle({ x, y }: Point): Point {
    const { left, top, width, height } = stage.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }

  function pinch(
    from: View,
    { before, point, other }: Record<'before' | 'point' | 'other', Point>,
    place: Place,
  ): View {
    const factor = distance(point, other) / Math.max(1, distance(before, other));
    return zoomAt(from, factor, fromMiddle({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 }), place);
  }

  function tapped(event: PointerEvent): void {
    const isBeside = !isOver(picture.current, pointOf(event));
    if (isBeside && event.pointerType === 'mouse') return onAway();
    const isSecond = event.timeStamp - tappedAt.current < doubleTapMs;
    tappedAt.current = isSecond ? 0 : event.timeStamp;
    if (isSecond) show(toggleZoom(latest.current, fromMiddle(pointOf(event)), placeOf(at)));
  }

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    // A pad that is pinched tells it as a wheel with Ctrl, in small steps.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    show(zoomAt(latest.current, factor, fromMiddle({ x: event.clientX, y: event.clientY }), placeOf(at)));
  });

  const onDown = useEffectEvent((event: PointerEvent) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, a'))) return;
    const point = pointOf(event);
    fingers.current.set(event.pointerId, point);
    stage.current?.setPointerCapture(event.pointerId);
    const isOne = fingers.current.size === 1;
    press.current = { start: point, last: point, hasMoved: false, isOne };
  });

  const onMove = useEffectEvent((event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    const held = press.current;
    if (!before || !held) return;
    const point = pointOf(event);
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, one]) => one);
    fingers.current.set(event.pointerId, point);
    held.hasMoved ||= distance(held.start, point) > stillPx;
    held.last = point;
    const by = { x: point.x - before.x, y: point.y - before.y };
    const place = placeOf(at);
    if (other) show(moveBy(pinch(latest.current, { before, point, other }, place), halved(by), place));
    else if (latest.current.scale > 1) show(moveBy(latest.current, by, place));
    else if (held.hasMoved && event.pointerType !== 'mouse') onDraw(point.x - held.start.x);
  });

  const onUp = useEffectEvent((event: PointerEvent) => {
    const held = press.current;
    fingers.current.delete(event.pointerId);
    if (!held || fingers.current.size > 0) return;
    press.current = null;
    onDraw(null);
    if (event.type === 'pointercancel' || !held.isOne) return;
    if (!held.hasMoved) return tapped(event);
    if (latest.current.scale > 1 || event.pointerType === 'mouse') return;
    const x = held.last.x - held.start.x;
    const y = held.last.y - held.start.y;
    if (Math.abs(x) > swipePx && Math.abs(x) > Math.abs(y)) onSwipe(x < 0 ? 1 : -1);
    else if (y > awayPx) onAway();
  });

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const element = stage.current;
    element?.addEventListener('wheel', onWheel, { signal, passive: false });
    element?.addEventListener('pointerdown', onDown, { signal });
    element?.addEventListener('pointermove', onMove, { signal });
    element?.addEventListener('pointerup', onUp, { signal });
    element?.addEventListener('pointercancel', onUp, { signal });
    return () => listening.abort();
  }, [stage]);
}

/** Before it was zoomed: transforms don't count. */
export function placeOf({ stage, picture }: Looked): Place {
  const { clientWidth: width = 0, clientHeight: height = 0 } = stage.current ?? {};
  const { offsetWidth = 0, offsetHeight = 0 } = picture.current ?? {};
  return { stage: { width, height }, picture: { width: offsetWidth, height: offsetHeight } };
}

function isOver(element: HTMLElement | null, { x, y }: Point): boolean {
  const { left, right, top, bottom } = element?.getBoundingClientRect() ?? new DOMRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}

function pointOf({ clientX: x, clientY: y }: PointerEvent): Point {
  return { x, y };
}

function halved({ x, y }: Point): Point {
  return { x: x / 2, y: y / 2 };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
