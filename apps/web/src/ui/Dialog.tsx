import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { isComposing } from '../lib/is-composing.ts';
import { t } from '../lib/words.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';

type DialogProps = {
  title: string;
  /** The title stays for screen readers only. */
  titleHidden?: boolean;
  open?: boolean;
  onClose: () => void;
  initialFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | boolean);
  /** Where the focus goes on closing; to where it came from unless set. */
  finalFocus?: (() => HTMLElement | boolean) | undefined;
  className?: string;
  children: ReactNode;
};

export function Dialog({
  title,
  titleHidden,
  open = true,
  onClose,
  initialFocus,
  finalFocus,
  className,
  children,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { event }) => {
        // The Esc that cancels a composition closes nothing.
        if (!next && !(event instanceof KeyboardEvent && isComposing(event))) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="veil z-40" />
        <Base.Viewport className="fixed inset-x-0 top-0 z-40 grid h-visible grid-cols-1 items-start justify-items-center overflow-y-auto px-3 pt-dialog-top pb-4">
          <Base.Popup
            initialFocus={initialFocus}
            finalFocus={finalFocus}
            className={classNames(
              'pops relative w-full max-w-dialog rounded-lg bg-raised shadow-2 outline-none',
              className ?? 'p-4.5',
            )}
          >
            <Base.Title
              className={titleHidden ? 'sr-only' : 'mb-3 text-lg font-semibold tracking-tight pointer-coarse:pe-9'}
            >
              {title}
            </Base.Title>
            {children}
            {/* Fingers have no Esc, and beside a dialog there may be no room. Last: the focus does not start on it. */}
            <IconButton
              icon={X}
              label={t`Close`}
              onClick={onClose}
              className="absolute end-1 top-1 pointer-fine:hidden"
            />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
