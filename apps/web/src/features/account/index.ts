import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

export const PasswordNeeded = lazySurface(
  async () => (await import('./PasswordNeeded.tsx')).PasswordNeeded,
  PaneFailure,
);
