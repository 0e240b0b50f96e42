import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** A reader this close to the end is at the end: less than one line. */
const endTolerancePx = 24;

/**
 * Stays at the end while one is at the end, and lets go as soon as one scrolls up. `onScroll` and `onResize` are the
 * list's; `rows` is what the list shows. Where newer rows are still to come (`isOpenEnded`), the end is no place to stay.
 */
export function useStickToEnd(rows: unknown, isOpenEnded: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const sticks = useRef(false);
  const [isAtEnd, setAtEnd] = useState(true);

  const scrollToEnd = useCallback(() => {
    const element = scroller.current;
    sticks.current = true;
    setAtEnd(true);
    if (element) showEnd(element);
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight <= endTolerancePx;
    setAtEnd(sticks.current);
  }, []);

  /** Rows were measured, or the window, the composer or the text changed size. */
  const onResize = useCallback(() => {
    const element = scroller.current;
    if (element && sticks.current && !isOpenEnded) showEnd(element);
  }, [isOpenEnded]);

  useLayoutEffect(onResize, [onResize, rows]);

  const letGo = useCallback(() => {
    sticks.current = false;
  }, []);
  return { scroller, isAtEnd, onScroll, onResize, scrollToEnd, letGo };
}

function showEnd(element: HTMLElement): void {
  element.scrollTo({ top: element.scrollHeight, behavior: 'instant' });
}
