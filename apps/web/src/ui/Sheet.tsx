import { Drawer } from '@base-ui/react/drawer';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { isComposing } from '../lib/is-composing.ts';
import { classNames } from './class-names.ts';

type SheetProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** It is out of sight, and the focus where it went. */
  onClosed: () => void;
  finalFocus: () => HTMLElement | boolean;
  children: ReactNode;
};

/** Comes up from the lower edge, where thumbs are; goes by a tap beside it, a swipe down or Esc. */
export function Sheet({ title, isOpen, onClose, onClosed, finalFocus, children }: SheetProps) {
  return (
    <Drawer.Root
      open={isOpen}
      onOpenChange={(next, { event }) => {
        if (!next && !(event instanceof KeyboardEvent && isComposing(event))) onClose();
      }}
      onOpenChangeComplete={(next) => !next && onClosed()}
    >
      <Drawer.Portal>
        <Drawer.Backdrop className="veil z-40" />
        <Drawer.Viewport className="fixed inset-x-0 top-0 z-40 flex h-visible items-end justify-center">
          <Drawer.Popup
            finalFocus={finalFocus}
            className="sheet max-h-most-of-screen w-full max-w-sheet overflow-y-auto overscroll-contain rounded-t-xl bg-raised px-2 pt-2 pb-safe-3.5 shadow-2 outline-none"
          >
            <span aria-hidden="true" className="mx-auto mb-2.5 block h-1 w-9 rounded-full bg-line-strong" />
            <Drawer.Content>
              <Drawer.Title className="sr-only">{title}</Drawer.Title>
              {children}
            </Drawer.Content>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}

type SheetItemProps = { icon: LucideIcon; children: ReactNode; danger?: boolean; onClick: () => void };

export function SheetItem({ icon: Icon, children, danger = false, onClick }: SheetItemProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={classNames(
        'flex min-h-12 w-full items-center gap-3.5 rounded-md px-3.5 text-start text-base select-none',
        danger ? 'text-danger active:bg-danger-soft' : 'active:bg-tint',
      )}
    >
      <Icon className={classNames('size-5 shrink-0', !danger && 'text-muted')} strokeWidth={1.8} aria-hidden="true" />
      {children}
    </button>
  );
}
