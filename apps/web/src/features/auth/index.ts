import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

/** Before anybody is logged in there is nothing else, and nothing else is loaded for it. */
export const LoginPage = lazySurface(async () => (await import('./LogInScreen.tsx')).LogInScreen, PaneFailure);
export const RegisterPage = lazySurface(async () => (await import('./RegisterPage.tsx')).RegisterPage, PaneFailure);
