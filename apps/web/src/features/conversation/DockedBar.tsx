import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

type Place = keyof typeof places;

const places = {
  beside: 'start-full ms-1.5 -top-1',
  above: 'end-0 bottom-full -mb-0.5',
  over: 'end-0 -top-4',
} as const;
const gapPx = 6;

/** Buttons docked to what a message says: beside it, or above where it leaves no room, so that all of it can be read. */
export function DockedBar({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>('over');
  useLayoutEffect(() => {
    if (bar.current !== null) setPlace(findPlace(bar.current));
  }, []);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={classNames(
        'absolute z-10 flex rounded-sm border border-line bg-raised p-0.5 shadow-1',
        places[place],
        className,
      )}
    >
      {children}
    </div>
  );
}

function findPlace(bar: HTMLElement): Place {
  const words = bar.parentElement?.getBoundingClientRect();
  const row = bar.closest('[data-row]')?.getBoundingClientRect();
  if (!words || !row) return 'over';
  const isMirrored = getComputedStyle(bar).direction === 'rtl';
  const room = isMirrored ? words.left - row.left : row.right - words.right;
  if (room >= bar.offsetWidth + gapPx) return 'beside';
  const edge = bar.closest('[data-scroller]')?.getBoundingClientRect().top ?? 0;
  return words.top - bar.offsetHeight >= edge ? 'above' : 'over';
}
