import { useEffect, useEffectEvent, type RefObject } from 'react';

/** So far the finger goes before it counts, and so far what lies under it follows. */
const countsPx = 56;
const followsPx = 76;
/** A finger that scrolls or presses trembles this much. */
const slopPx = 12;
/** Where drawing sideways has a meaning of its own. */
const taken = 'pre, table, input, textarea, select, [role="toolbar"], [data-selecting]';

/**
 * A finger that draws a row of `container` from the end of its line towards the beginning. The row follows it, unless motion is
 * unwanted; `data-swiped` stands on it while letting go would count. Up and down scrolls as ever: see touch.css.
 */
export function useSwipe(container: RefObject<HTMLElement | null>, onSwipe: (row: HTMLElement) => void): void {
  const fire = useEffectEvent(onSwipe);
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let start: PointerEvent | null = null;
    let row: HTMLElement | null = null;
    const listening = new AbortController();
    const { signal } = listening;

    /** How far the finger has come in the direction that counts. */
    function wayOf({ clientX }: PointerEvent): number {
      const isRtl = document.documentElement.dir === 'rtl';
      return start === null ? 0 : (start.clientX - clientX) * (isRtl ? -1 : 1);
    }
    function end(): void {
      start = null;
      if (row === null) return;
      row.style.removeProperty('translate');
      delete row.dataset['swiped'];
      row = null;
    }
    function onPointerDown(event: PointerEvent): void {
      end();
      const { target } = event;
      if (event.pointerType !== 'touch' || !event.isPrimary || !(target instanceof Element)) return;
      if (target.closest(taken) === null) start = event;
    }
    function onPointerMove(event: PointerEvent): void {
      if (start === null || !(start.target instanceof Element)) return;
      const way = wayOf(event);
      if (row === null) {
        const isAcross = Math.abs(event.clientY - start.clientY) < Math.abs(event.clientX - start.clientX);
        if (way > slopPx && isAcross) row = start.target.closest<HTMLElement>('[data-row]');
        else if (way < -slopPx || (!isAcross && Math.abs(event.clientY - start.clientY) > slopPx)) start = null;
        if (row === null) return;
      }
      const shownPx = Math.min(followsPx, Math.max(0, way));
      if (mayMove()) row.style.translate = `${document.documentElement.dir === 'rtl' ? shownPx : -shownPx}px`;
      row.toggleAttribute('data-swiped', way >= countsPx);
    }
    function onPointerUp(event: PointerEvent): void {
      const swiped = row !== null && wayOf(event) >= countsPx ? row : null;
      end();
      if (swiped !== null) fire(swiped);
    }
    element.addEventListener('pointerdown', onPointerDown, { signal });
    element.addEventListener('pointermove', onPointerMove, { signal });
    element.addEventListener('pointerup', onPointerUp, { signal });
    element.addEventListener('pointercancel', end, { signal });
    return () => {
      end();
      listening.abort();
    };
  }, [container]);
}

function mayMove(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
