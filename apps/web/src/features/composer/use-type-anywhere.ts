import { isComposing } from '../../lib/is-composing.ts';
import { useEffect, type RefObject } from 'react';

/** Whoever starts to type or paste with the focus on no field writes in this one; beside a chat only whoever is there. */
export function useTypeAnywhere(field: RefObject<HTMLElement | null>, isBeside: boolean): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      // The key is not prevented: it lands in the field that has the focus by then.
      if (!event.defaultPrevented && startsText(event) && isFree(event.target) && isBeside === isThere(event.target))
        field.current?.focus();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field, isBeside]);
}

function startsText(event: KeyboardEvent): boolean {
  if (event.altKey || isComposing(event)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'v' && !event.shiftKey;
  // Space presses buttons and scrolls; "?" lists the keys.
  return /^[^\s?]$/u.test(event.key);
}

/** Fields, menus and dialogs keep their keys. */
function isFree(target: EventTarget | null): boolean {
  const taken = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';
  return target instanceof Element && target.closest(taken) === null;
}

function isThere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-beside]') !== null;
}
