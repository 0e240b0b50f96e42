import type { ClientState } from '@confab/client';

export function canSearch({ features }: ClientState): boolean {
  return features.includes('search');
}
