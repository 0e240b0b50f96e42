import type { Overlay, Overlays } from '../../../registry/overlays.ts';
import { lazySurface } from '../../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../../ui/SurfaceFailure.tsx';
import { begin, type Beginning } from './beginning.ts';

const viewer: Overlay = {
  name: 'viewer',
  Overlay: lazySurface(async () => (await import('./Viewer.tsx')).Viewer, DialogFailure),
};

export function openViewer(overlays: Overlays, beginning: Beginning): void {
  begin(beginning);
  overlays.open(viewer);
}
