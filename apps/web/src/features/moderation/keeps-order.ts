import type { ClientState } from '@confab/client';

/** Older servers have no moderators. */
export function keepsOrder({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes('moderation');
}
