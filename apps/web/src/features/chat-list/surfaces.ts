import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

/** What a row of the list offers: of a chat, or of a heading. */
export const ListMenu = lazySurface(async () => (await import('./ListMenu.tsx')).ListMenu, DialogFailure, {
  prefetchOrder: 35,
});

/** How the list is sorted, and which of it is shown. */
export const ListOptions = lazySurface(async () => (await import('./ListOptions.tsx')).ListOptions, DialogFailure, {
  prefetchOrder: 36,
});
