import { withCtrl } from '../../lib/key-names.ts';
import { catchKeys, dropKeys } from '../../lib/key-catcher.ts';
import { t } from '../../lib/words.ts';
import type { Overlay } from '../../registry/overlays.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { jumpGoal } from './jump-goal.ts';

export const jumpOverlay: Overlay = {
  name: 'jump',
  Overlay: lazySurface(async () => (await import('./JumpPalette.tsx')).JumpPalette, DialogFailure, {
    prefetchOrder: 10,
  }),
  onOpen: () => catchKeys(jumpGoal),
  onClose: () => dropKeys(jumpGoal),
};

export const jump: WebFeature = {
  name: 'jump',
  overlays: [jumpOverlay],
  keys: [
    {
      group: 'everywhere',
      order: 10,
      names: () => [withCtrl('K')],
      label: () => t`Search or jump to…`,
      isPressed: ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
        (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'k',
      run: ({ overlays }) => overlays.toggle(jumpOverlay),
    },
  ],
};
