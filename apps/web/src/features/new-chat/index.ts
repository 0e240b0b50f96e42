import { catchKeys } from '../../lib/key-catcher.ts';
import { t } from '../../lib/words.ts';
import type { Overlay } from '../../registry/overlays.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { newChatGoal } from '../switching/index.ts';

export const newChatOverlay: Overlay = {
  name: 'new-chat',
  Overlay: lazySurface(async () => (await import('./NewChatDialog.tsx')).NewChatDialog, DialogFailure, {
    prefetchOrder: 20,
  }),
  address: { path: '/new', title: () => t`New chat` },
  onOpen: () => catchKeys(newChatGoal),
};

/** Beside a button that leads on anyway: where it can't be loaded, nothing is missing. */
export const FirstPeople = lazySurface(
  async () => (await import('./FirstPeople.tsx')).FirstPeople,
  () => null,
);

export const newChat: WebFeature = { name: 'new-chat', overlays: [newChatOverlay] };
