import type { ClientState } from '@confab/client';

/** Older servers have none. */
export function areThreadsKnown({ features }: ClientState): boolean {
  return features.includes('threads');
}
