import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import type { AnchoredListModel } from './anchored-list.ts';
import type { Keyed } from './row-heights.ts';

type Told = (isLacking: boolean) => void;
type Element = RefObject<HTMLElement | null>;

/** A row, the window or the composer has changed its size: told between layout and paint. */
export function useSizes(body: Element, scroller: Element, resized: () => void): void {
  const onResize = useEffectEvent(resized);
  const observer = useRef<ResizeObserver>(null);
  useEffect(() => {
    const watching = new ResizeObserver(onResize);
    observer.current = watching;
    if (scroller.current) watching.observe(scroller.current);
    return () => watching.disconnect();
  }, [scroller]);
  useEffect(() => {
    // Those that have left the page are no longer watched by themselves; to observe one twice does nothing.
    for (const row of body.current?.children ?? []) observer.current?.observe(row);
  });
}

/** Scrolling, and its rest. */
export function useScrolling<Row extends Keyed>(scroller: Element, model: AnchoredListModel<Row>, told: Told): void {
  const onMoved = useEffectEvent(told);
  useEffect(() => {
    const element = scroller.current;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const onRest = (): void => onMoved(model.rested());
    const onScroll = (): void => {
      clearTimeout(rest);
      rest = setTimeout(onRest, model.restMs + 10);
      onMoved(model.scrolled());
    };
    const listening = new AbortController();
    const { signal } = listening;
    element?.addEventListener('scroll', onScroll, { passive: true, signal });
    // A row that opens at the end: one reads it from its beginning.
    const onFold = ({ target }: Event): void => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
      model.letGo(row?.dataset['key']);
    };
    element?.addEventListener('confab:fold', onFold, { signal });
    return () => {
      clearTimeout(rest);
      listening.abort();
    };
  }, [scroller, model]);
}
