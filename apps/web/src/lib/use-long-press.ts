import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Sooner than the browser's own long press, which would begin to select text. */
const longPressMs = 400;
/** A finger that lies still trembles this much. */
const slopPx = 10;
/** Where a long press has a meaning of its own. */
const takenBesideLinks = 'input, textarea, select, [data-selecting]';
const taken = `a, ${takenBesideLinks}`;

/**
 * A finger held still inside `container`. Whatever it would have tapped on being lifted is not tapped. `onLinks`: also on what is a
 * link, where the browser has a menu of its own.
 */
export function useLongPress(
  container: RefObject<HTMLElement | null>,
  onLongPress: (target: Element) => void,
  { onLinks = false }: { onLinks?: boolean } = {},
): void {
  const fire = useEffectEvent(onLongPress);
  const isTaken = useEffectEvent((target: EventTarget | null) =>
    isTakenFrom(target, onLinks ? takenBesideLinks : taken),
  );
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let start: PointerEvent | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    const listening = new AbortController();
    const { signal } = listening;
    function cancel(): void {
      clearTimeout(timer);
      start = null;
    }
    function press(target: EventTarget | null): void {
      cancel();
      if (!(target instanceof Element)) return;
      isPressed = true;
      fire(target);
    }
    function onPointerDown(event: PointerEvent): void {
      cancel();
      isPressed = false;
      if (event.pointerType !== 'touch' || !event.isPrimary || isTaken(event.target)) return;
      start = event;
      // There and not above it: what opens may take it from the page, and its touch goes on without the page.
      event.target?.addEventListener('touchend', onTouchEnd, { signal, passive: false, once: true });
      timer = setTimeout(() => press(event.target), longPressMs);
    }
    function onPointerMove({ clientX, clientY }: PointerEvent): void {
      if (start && Math.hypot(clientX - start.clientX, clientY - start.clientY) > slopPx) cancel();
    }
    /** The browser's own long press, on its way to a menu. A mouse keeps that menu. */
    function onContextMenu(event: MouseEvent): void {
      if (!(event instanceof PointerEvent) || event.pointerType !== 'touch' || isTaken(event.target)) return;
      event.preventDefault();
      if (!isPressed) press(event.target);
    }
    function onTouchEnd(event: Event): void {
      if (isPressed && event.cancelable) event.preventDefault();
    }
    element.addEventListener('pointerdown', onPointerDown, { signal });
    element.addEventListener('pointermove', onPointerMove, { signal });
    element.addEventListener('pointerup', cancel, { signal });
    element.addEventListener('pointercancel', cancel, { signal });
    element.addEventListener('contextmenu', onContextMenu, { signal });
    return () => {
      cancel();
      listening.abort();
    };
  }, [container]);
}

function isTakenFrom(target: EventTarget | null, by: string): boolean {
  return !(target instanceof Element) || target.closest(by) !== null;
}
