import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { composerToType } from '../lib/composer-focus.ts';
import { isComposing } from '../lib/is-composing.ts';
import { useFocusHandOver } from '../lib/use-focus-hand-over.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';

type SidePanelProps = {
  title: string;
  /** Below the title. */
  subtitle?: ReactNode;
  /** Before the button that closes. */
  actions?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** It holds one: wider, with a scroller and keys of its own. */
  isConversation?: boolean;
  children: ReactNode;
};

/** Stands beside a conversation, or over it where there is no room. The focus comes along, and goes back where it was. */
export function SidePanel(props: SidePanelProps) {
  const { title, subtitle, actions, closeLabel, onClose, isConversation = false, children } = props;
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    // What it holds may have taken the focus already.
    if (panel.current?.contains(document.activeElement)) return;
    opener.current = document.activeElement;
    panel.current?.focus();
  }, []);
  useFocusHandOver(panel, () =>
    !isConversation && opener.current instanceof HTMLButtonElement ? opener.current : composerToType(),
  );

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
        data-beside={isConversation || undefined}
        onKeyDown={(event) => {
          if (isConversation) return;
          // What opens above it is no part of it in the page, and closes by itself.
          const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
          if (event.key === 'Escape' && isInside && !event.defaultPrevented && !isComposing(event)) onClose();
        }}
        className={classNames(
          'flex shrink-0 flex-col border-s border-line bg-bg outline-none max-roomy:absolute max-roomy:inset-y-0 max-roomy:end-0 max-roomy:z-20 max-roomy:shadow-2 max-wide:w-full max-wide:border-s-0',
          isConversation ? 'conversation w-thread' : 'w-76',
        )}
      >
        <div className="flex min-h-15 shrink-0 items-center gap-1 border-b border-line pt-safe-top pe-3 ps-4.5">
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold tracking-tight">{title}</h2>
            {subtitle !== undefined && <p className="truncate text-xs text-muted">{subtitle}</p>}
          </div>
          {actions}
          <IconButton icon={X} label={closeLabel} onClick={onClose} />
        </div>
        {isConversation ? children : <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>}
      </aside>
    </>
  );
}
