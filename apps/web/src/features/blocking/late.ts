import { type ConfabClient, directPeer } from '@confab/client';
import { Ban } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { blockedIn, keepsBlocked, putAside, unblock } from './block.ts';
import { hearNothing } from './hear-nothing.ts';

const BlockDialog = lazySurface(async () => (await import('./BlockDialog.tsx')).BlockDialog, DialogFailure);
const BlockSection = lazySurface(async () => (await import('./BlockSection.tsx')).BlockSection, PaneFailure);
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
  detailsSections: [
    {
      name: 'block',
      order: 98,
      isFor: (chat, state) => keepsBlocked(state) && directPeer(state, chat) !== null,
      Section: BlockSection,
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
  start(client) {
    const stops = [keepAside(client), hearNothing(client)];
    return () => stops.forEach((stop) => stop());
  },
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
