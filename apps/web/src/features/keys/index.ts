import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import { isInDialog, isTyping } from '../../registry/key.ts';
import type { Overlay } from '../../registry/overlays.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

export const keysOverlay: Overlay = {
  name: 'keys',
  Overlay: lazySurface(async () => (await import('./KeysDialog.tsx')).KeysDialog, DialogFailure, {
    prefetchOrder: 90,
  }),
};

export const keys: WebFeature = {
  name: 'keys',
  overlays: [keysOverlay],
  keys: [
    {
      group: 'everywhere',
      order: 90,
      names: () => [withCtrl('/'), '?'],
      label: () => t`This list (“?” while not typing)`,
      isPressed: isListKey,
      run: ({ overlays }) => overlays.open(keysOverlay),
    },
  ],
};

/** With a chat open one is always writing, and a "?" is for the message. On some keyboards "/" needs Shift. */
function isListKey({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key === '?') return !isTyping(target);
  return key === '/' && (ctrlKey || metaKey) && !altKey && !isInDialog(target);
}
