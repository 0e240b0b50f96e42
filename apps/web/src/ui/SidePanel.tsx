import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { composerToType } from '../lib/composer-focus.ts';
import { isComposing } from '../lib/is-composing.ts';
import { useFocusHandOver } from '../lib/use-focus-hand-over.ts';
import { IconButton } from './IconButton.tsx';

type SidePanelProps = { title: string; closeLabel: string; onClose: () => void; children: ReactNode };

/** Stands beside a conversation, or over it where there is no room. The focus comes along, and goes back where it was. */
export function SidePanel({ title, closeLabel, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current = document.activeElement;
    panel.current?.focus();
  }, []);
  useFocusHandOver(panel, () => (opener.current instanceof HTMLButtonElement ? opener.current : composerToType()));

  return (
    <>
      <div
        aria-hidden="true"
        onClick={onClose}
        className="absolute inset-0 z-20 bg-veil max-wide:hidden roomy:hidden"
      />
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label={title}
        onKeyDown={(event) => {
          // What opens above it is no part of it in the page, and closes by itself.
          const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
          if (event.key === 'Escape' && isInside && !event.defaultPrevented && !isComposing(event)) onClose();
        }}
        className="flex w-76 shrink-0 flex-col overflow-y-auto border-s border-line bg-bg outline-none max-roomy:absolute max-roomy:inset-y-0 max-roomy:end-0 max-roomy:z-20 max-roomy:shadow-2 max-wide:w-full max-wide:border-s-0 max-wide:pt-safe-top"
      >
        <div className="flex min-h-15 shrink-0 items-center justify-between border-b border-line pe-3 ps-4.5">
          <h2 className="font-semibold tracking-tight">{title}</h2>
          <IconButton icon={X} label={closeLabel} onClick={onClose} />
        </div>
        {children}
      </aside>
    </>
  );
}
