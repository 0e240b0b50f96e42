import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

/** In the place of the whole page, for whoever has to set up a second factor first. */
export const SecondFactorNeeded = lazySurface(
  async () => (await import('./SecondFactorNeeded.tsx')).SecondFactorNeeded,
  PaneFailure,
);
