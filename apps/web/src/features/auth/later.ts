import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

// What the form for name and password does without.

export const SecondStep = lazySurface(async () => (await import('./SecondStep.tsx')).SecondStep, PaneFailure);
export const ProviderButtons = lazySurface(
  async () => (await import('./ProviderButtons.tsx')).ProviderButtons,
  PaneFailure,
);
export const PasskeyLogIn = lazySurface(async () => (await import('./PasskeyLogIn.tsx')).PasskeyLogIn, PaneFailure);
