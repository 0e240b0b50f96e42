import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { ListHandle } from '../../lib/anchored-list/use-anchored-list.ts';

/**
 * One tab stop for all rows: ↑ ↓ Home End walk through them. The stop is the row that had the focus last, else that of the
 * open chat, else the first; it stays in the page wherever one scrolls.
 */
export function useRovingRows(
  rows: readonly string[],
  openIndex: number,
  list: ListHandle<{ key: string }>,
  nav: RefObject<HTMLElement | null>,
) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const focusedIndex = focusedId === null ? -1 : rows.indexOf(focusedId);
  const stopIndex = focusedIndex >= 0 ? focusedIndex : Math.max(openIndex, 0);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = rows[target(event.key, stopIndex, rows.length)];
    if (id === undefined) return;
    event.preventDefault();
    setFocusedId(id);
    list.bringIntoView(id);
    const link = linkOf(nav.current, id);
    if (link) link.focus({ preventScroll: true });
    else requestAnimationFrame(() => focusWithin(nav.current, id));
  }

  function onFocus({ target: focused }: { target: EventTarget }): void {
    const id = focused instanceof Element ? focused.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
    if (id !== undefined) setFocusedId(id);
  }

  /** The next Tab into the list comes to the open chat. */
  function onBlur({
    currentTarget,
    relatedTarget,
  }: {
    currentTarget: Element;
    relatedTarget: EventTarget | null;
  }): void {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocusedId(null);
  }

  return { stopIndex, onKeyDown, onFocus, onBlur };
}

function target(key: string, from: number, count: number): number {
  if (key === 'ArrowDown') return Math.min(from + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(from - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}

/** The list has put the row into the page by now. Whoever has gone on meanwhile is not brought back. */
function focusWithin(nav: HTMLElement | null, row: string): void {
  const { activeElement } = document;
  if (activeElement === document.body || nav?.contains(activeElement)) linkOf(nav, row)?.focus({ preventScroll: true });
}

function linkOf(nav: HTMLElement | null, row: string): HTMLElement | null {
  return nav?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`) ?? null;
}
