import type { ClientState } from '@confab/client';

/** Older servers pin nothing. */
export function keepsPins({ features }: ClientState): boolean {
  return features.includes('pins');
}
