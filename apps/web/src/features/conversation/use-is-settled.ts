import { useEffect, useState, type RefObject } from 'react';

/** So many frames in a row without a change, and it stands. */
const framesStill = 3;

/**
 * Whether the log stands still where one starts to read. The list learns the heights of its rows over some frames; until
 * then the preview of the page is in front of it, if there is one.
 */
export function useIsSettled(log: RefObject<HTMLElement | null>): boolean {
  const [isSettled, setSettled] = useState(() => document.querySelector('[data-preview-log]') === null);
  useEffect(() => {
    if (isSettled) return;
    let seen = '';
    let still = 0;
    let frame = requestAnimationFrame(function look() {
      const now = placeOf(log.current);
      still = now !== null && now === seen ? still + 1 : 0;
      seen = now ?? '';
      if (still >= framesStill) setSettled(true);
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [isSettled, log]);
  return isSettled;
}

/** Null while it has no rows, or some that are hidden because the list does not know yet how high they are. */
function placeOf(log: HTMLElement | null): string | null {
  const rows = [...(log?.querySelectorAll('[data-row]') ?? [])];
  const isShown = rows.length > 0 && rows.every((row) => row.checkVisibility({ visibilityProperty: true }));
  return isShown ? [log?.scrollTop, log?.scrollHeight, rows.length].join() : null;
}
