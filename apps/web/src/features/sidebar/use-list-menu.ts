import { useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { useBackToClose } from '../../lib/use-back-to-close.ts';
import { useLongPress } from '../../lib/use-long-press.ts';
import { useClientState } from '../../session/client.ts';
import { keepsSettings } from '../chat-list/index.ts';

type Shown = { row: string; anchor: Element | { getBoundingClientRect: () => DOMRect }; isSheet: boolean };

/** The menu of a row: by the other mouse button, a key, the button of the row or a finger that is held. One for the whole list. */
export function useListMenu(nav: RefObject<HTMLElement | null>) {
  const isKept = useClientState(keepsSettings);
  // Kept while it goes out of sight.
  const [shown, setShown] = useState<Shown | null>(null);
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const back = useBackToClose(isOpen && shown?.isSheet === true, () => setOpen(false));

  function open(target: Element, wanted: Omit<Shown, 'row'>): boolean {
    const element = target.closest<HTMLElement>('[data-row]');
    const row = element?.dataset['row'];
    if (!isKept || row === undefined || (row.startsWith('#') && !row.startsWith('#s:'))) return false;
    opener.current = element;
    setShown({ row, ...wanted });
    setOpen(true);
    if (wanted.isSheet) back.push();
    return true;
  }

  useLongPress(nav, (target) => open(target, { anchor: target, isSheet: true }), { onLinks: true });

  return {
    shown,
    isOpen,
    /** The button of a row. */
    open: (button: Element) => open(button, { anchor: button, isSheet: false }),
    onContextMenu: (event: MouseEvent): void => {
      const { clientX, clientY, target } = event;
      const anchor = { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) };
      if (target instanceof Element && open(target, { anchor, isSheet: false })) event.preventDefault();
    },
    onKeyDown: (event: KeyboardEvent): boolean => {
      const isAsked = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      const { target } = event;
      if (!isAsked || !(target instanceof Element)) return false;
      const row = target.closest('[data-row]') ?? target;
      if (!open(row, { anchor: row, isSheet: false })) return false;
      event.preventDefault();
      return true;
    },
    close: (): void => {
      setOpen(false);
      if (shown?.isSheet) back.pop();
    },
    closed: () => setShown(null),
    /** To the row that it was about, wherever that is by now, or to the list. */
    finalFocus: (): HTMLElement | boolean => {
      const row = shown && nav.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(shown.row)}"]`);
      return row ?? nav.current?.querySelector<HTMLElement>('[data-row]') ?? true;
    },
  };
}
