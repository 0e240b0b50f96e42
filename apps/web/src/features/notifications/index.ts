import type { ClientState } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const ChatNotifications = lazySurface(
  async () => (await import('./ChatNotifications.tsx')).ChatNotifications,
  PaneFailure,
  { prefetchOrder: 76 },
);

export const notifications: WebFeature = {
  name: 'notifications',
  detailsSections: [
    { name: 'notifications', order: 40, isFor: (_chat, state) => keepsWishes(state), Section: ChatNotifications },
  ],
};

/** Older servers keep nothing of what somebody wants to hear of. */
function keepsWishes({ features }: ClientState): boolean {
  return features.includes(kindFeature('notifications'));
}
