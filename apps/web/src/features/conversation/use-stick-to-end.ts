import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A reader this close to the end is at the end: less than one line. */
const endTolerancePx = 24;

/**
 * Stays at the end while one is at the end, and lets go as soon as one scrolls up. `scroller`
 * holds `content`, `rows` is what the list in it shows. Where newer rows are still to come (`isOpenEnded`), the end is no place to stay.
 */
export function useStickToEnd(rows: unknown, isOpenEnded: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticks = useRef(false);
  const lastTop = useRef(0);
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
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isEnd = scrollHeight - scrollTop - clientHeight <= endTolerancePx;
    // Rows that turn out higher than guessed leave the end further down: only going up is letting go.
    if (isEnd) sticks.current = true;
    else if (scrollTop < lastTop.current) sticks.current = false;
    lastTop.current = scrollTop;
    setAtEnd(sticks.current);
  }, []);

  /** Rows were measured, or the window, the composer or the text changed size. */
  const onResize = useCallback(() => {
    const element = scroller.current;
    if (element && sticks.current && !isOpenEnded) showEnd(element);
  }, [isOpenEnded]);

  useLayoutEffect(onResize, [onResize, rows]);

  useEffect(() => {
    // Between layout and paint: what grows at the end is never seen out of place.
    const observer = new ResizeObserver(onResize);
    if (scroller.current) observer.observe(scroller.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, [onResize]);

  const letGo = useCallback(() => {
    sticks.current = false;
  }, []);
  return { scroller, content, isAtEnd, onScroll, scrollToEnd, letGo };
}

function showEnd(element: HTMLElement): void {
  element.scrollTo({ top: element.scrollHeight, behavior: 'instant' });
}
