import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

/** What a finger does to messages. Without it they can be read all the same, and nothing says so. */
export const TouchActions = lazySurface(
  async () => (await import('./TouchActions.tsx')).TouchActions,
  () => null,
  {
    prefetchOrder: 1,
  },
);

/** Seen only while one scrolls. */
export const StickyDay = lazySurface(
  async () => (await import('./StickyDay.tsx')).StickyDay,
  () => null,
  {
    prefetchOrder: 2,
  },
);

export const MessageSheet = lazySurface(async () => (await import('./MessageSheet.tsx')).MessageSheet, DialogFailure, {
  prefetchOrder: 40,
});
