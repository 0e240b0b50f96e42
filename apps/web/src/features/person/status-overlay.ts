import type { Overlay } from '../../registry/overlays.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

export const statusOverlay: Overlay = {
  name: 'status',
  Overlay: lazySurface(async () => (await import('./StatusDialog.tsx')).StatusDialog, DialogFailure, {
    prefetchOrder: 55,
  }),
};
