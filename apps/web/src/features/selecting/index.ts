import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

export { endSelecting, toggleSelected, useIsSelected, useSelection } from './selection.ts';

export const SelectionBar = lazySurface(async () => (await import('./SelectionBar.tsx')).SelectionBar, DialogFailure, {
  prefetchOrder: 61,
});

/** One presses the message itself where it can't be loaded, or Space. */
export const SelectMark = lazySurface(
  async () => (await import('./SelectMark.tsx')).SelectMark,
  () => null,
  { prefetchOrder: 60 },
);
