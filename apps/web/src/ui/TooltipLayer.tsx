import { useEffect, useLayoutEffect, useRef, useState } from 'react';

type Tip = { text: string; anchor: Element };

const showAfterMs = 350;
const hideAfterMs = 120;
const gapPx = 6;
const marginPx = 8;

/**
 * One layer for the whole page: any element with `data-tooltip` shows that text on hover and on keyboard focus, until
 * the pointer leaves both, or Esc. The text only repeats what the element says to a screen reader already.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const bubble = useRef<HTMLDivElement>(null);
  useTips(bubble, setTip);

  useLayoutEffect(() => {
    if (tip && bubble.current) place(bubble.current, tip.anchor.getBoundingClientRect());
  }, [tip]);

  if (tip === null) return null;
  return (
    <div
      ref={bubble}
      aria-hidden="true"
      // What it is moved by is counted from there, whichever way one reads.
      style={{ inset: '0 auto auto 0' }}
      className="tooltip fixed z-60 max-w-64 rounded-sm bg-text px-2 py-1 text-xs font-medium wrap-anywhere text-bg shadow-2"
    >
      {tip.text}
    </div>
  );
}

/** Above the element, or below it where there is no room; never past the edge of the window. */
function place(bubble: HTMLElement, anchor: DOMRect): void {
  const { width, height } = bubble.getBoundingClientRect();
  const above = anchor.top - height - gapPx;
  const y = above >= marginPx ? above : anchor.bottom + gapPx;
  const centred = anchor.left + (anchor.width - width) / 2;
  const x = Math.max(marginPx, Math.min(centred, window.innerWidth - width - marginPx));
  bubble.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
}

function useTips(bubble: React.RefObject<HTMLElement | null>, setTip: (tip: Tip | null) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let anchor: Element | null = null;
    function change(next: Element | null, delayMs: number): void {
      clearTimeout(timer);
      anchor = next;
      const text = next?.getAttribute('data-tooltip');
      timer = setTimeout(() => setTip(next && text && next.isConnected ? { text, anchor: next } : null), delayMs);
    }
    function onPointerOver({ target, pointerType }: PointerEvent): void {
      if (pointerType === 'touch' || !(target instanceof Element)) return;
      if (bubble.current?.contains(target)) return clearTimeout(timer);
      const next = target.closest('[data-tooltip]');
      if (next !== anchor) change(next, next ? showAfterMs : hideAfterMs);
    }
    function onFocusIn({ target }: FocusEvent): void {
      if (!(target instanceof Element)) return;
      change(target.matches('[data-tooltip]:focus-visible') ? target : null, 0);
    }
    const dismiss = (): void => change(null, 0);
    const onKeyDown = ({ key }: KeyboardEvent): void => void (key === 'Escape' && dismiss());

    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    document.addEventListener('pointerover', onPointerOver, options);
    document.addEventListener('focusin', onFocusIn, options);
    document.addEventListener('pointerdown', dismiss, options);
    document.addEventListener('keydown', onKeyDown, options);
    document.addEventListener('scroll', dismiss, { ...options, capture: true });
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [bubble, setTip]);
}
