import { useEffect, useState, type RefObject } from 'react';
import { dayLabel } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { classNames } from '../../ui/class-names.ts';

/** So long after the log has moved the day is still there. */
const shownMs = 1_500;

/** Of which day the first message is that one sees, while one scrolls. */
export function StickyDay({ log, at }: { log: RefObject<HTMLElement | null>; at: string }) {
  const isMoving = useIsMoving(log);
  return (
    <div
      aria-hidden="true"
      data-sticky-day
      className={classNames(
        'tabular pointer-events-none absolute inset-x-0 top-2 mx-auto w-fit rounded-full bg-raised px-3 py-1 text-xs font-medium text-muted shadow-2 transition-opacity',
        isMoving ? 'opacity-100' : 'opacity-0',
      )}
    >
      {dayLabel(at, useNow())}
    </div>
  );
}

function useIsMoving(log: RefObject<HTMLElement | null>): boolean {
  const [isMoving, setMoving] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      setMoving(true);
      clearTimeout(rest);
      rest = setTimeout(() => setMoving(false), shownMs);
    };
    log.current?.addEventListener('scroll', onScroll, { passive: true, signal: listening.signal });
    return () => {
      clearTimeout(rest);
      listening.abort();
    };
  }, [log]);
  return isMoving;
}
