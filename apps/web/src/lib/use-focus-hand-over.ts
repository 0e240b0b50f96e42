import { useEffectEvent, useLayoutEffect, type RefObject } from 'react';

/** When the element leaves the page with the focus in it, the focus goes to the next place instead of nowhere. */
export function useFocusHandOver(
  element: RefObject<HTMLElement | null>,
  next: (leaving: HTMLElement) => HTMLElement | null | undefined,
): void {
  const handOver = useEffectEvent((leaving: HTMLElement) => next(leaving)?.focus({ preventScroll: true }));
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      // Still in the page here: layout effects end before the nodes go.
      if (leaving?.contains(document.activeElement)) handOver(leaving);
    };
  }, [element]);
}
