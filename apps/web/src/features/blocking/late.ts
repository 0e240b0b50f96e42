import type { ConfabClient } from '@confab/client';
import { Ban } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { blockedIn, keepsBlocked, putAside, unblock } from './block.ts';

const BlockDialog = lazySurface(async () => (await import('./BlockDialog.tsx')).BlockDialog, DialogFailure);
const BlockedPeople = lazySurface(async () => (await import('./BlockedPeople.tsx')).BlockedPeople, PaneFailure);

/** Somebody of whom I want to hear nothing. */
export const blocking: LateFeature = {
  name: 'blocking',
  cardActions: [
    {
      name: 'block',
      order: 10,
      icon: Ban,
      label: () => t`Block…`,
      isFor: (userId, { state }) => keepsBlocked(state) && !blockedIn(state).includes(userId),
      Dialog: BlockDialog,
    },
    {
      name: 'unblock',
      order: 10,
      icon: Ban,
      label: () => t`Unblock`,
      isFor: (userId, { state }) => blockedIn(state).includes(userId),
      run: unblock,
    },
  ],
  settingsSections: [
    {
      name: 'blocking',
      order: 29,
      title: () => t`Blocked people`,
      isFor: keepsBlocked,
      Section: BlockedPeople,
    },
  ],
  start: keepAside,
};

/** They may begin a chat at any time. */
function keepAside(client: ConfabClient): () => void {
  let seen = client.getState();
  putAside(client);
  return client.subscribe(() => {
    const state = client.getState();
    const isSame = state.chats.size === seen.chats.size && state.documentsLoaded === seen.documentsLoaded;
    seen = state;
    if (!isSame) putAside(client);
  });
}
