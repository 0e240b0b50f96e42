import type { ClientState } from '@confab/client';

/** Older servers have groups without settings. */
export function hasGroupSettings({ features }: ClientState): boolean {
  return features.includes('groups');
}
