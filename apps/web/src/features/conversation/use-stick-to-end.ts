import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** A reader this close to the end is at the end: less than one line. */
const endTolerancePx = 24;

/**
 * Stays at the end while one is at the end, and lets go as soon as one scrolls up. `onScroll` and `onResize` are the
 * list's; `rows` is what the list shows. Where newer rows are still to come (`isOpenEnded`), the end is no place to stay.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, rows: unknown, isOpenEnded: boolean) {
  const sticks = useRef(false);
  const [isAtEnd, setAtEnd] = useState(true);

  const scrollToEnd = useCallback(() => {
    const element = scroller.current;
    sticks.current = true;
    setAtEnd(true);
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight <= endTolerancePx;
    setAtEnd(sticks.current);
  }, [scroller]);

  /** Rows were measured, or the window, the composer or the text changed size. */
  const onResize = useCallback(() => {
    const element = scroller.current;
    if (element && sticks.current && !isOpenEnded) element.scrollTop = element.scrollHeight;
  }, [scroller, isOpenEnded]);

  useLayoutEffect(onResize, [onResize, rows]);

  const letGo = useCallback(() => {
    sticks.current = false;
  }, []);
  return { isAtEnd, onScroll, onResize, scrollToEnd, letGo };
}
