import { createContext, use } from 'react';
import type { Surface } from '../ui/lazy-surface.tsx';

/** Above everything. */
export type Overlay = {
  name: string;
  Overlay: Surface<{ onClose: () => void }>;
  /** It has an address, and stands over the chat that it was opened from. */
  address?: { path: `/${string}`; title: () => string };
  /** In the event that opens it, which may come long before it is there. */
  onOpen?: () => void;
  onClose?: () => void;
};

/** What stands above the page: one at a time. */
export type Overlays = {
  open: (overlay: Overlay) => void;
  /** Closes it where it is open. */
  toggle: (overlay: Overlay) => void;
};

export const OverlaysContext = createContext<Overlays | null>(null);

export function useOverlays(): Overlays {
  const overlays = use(OverlaysContext);
  if (overlays === null) throw new Error('useOverlays needs a Workspace above it');
  return overlays;
}
