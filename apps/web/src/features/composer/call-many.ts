import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

/** Asks before a message calls many people. */
export const CallManyDialog = lazySurface(
  async () => (await import('./CallManyDialog.tsx')).CallManyDialog,
  DialogFailure,
  { prefetchOrder: 60 },
);
