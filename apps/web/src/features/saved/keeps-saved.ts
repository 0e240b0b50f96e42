import type { ClientState } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';

/** Whether the server knows such documents. */
export function keepsSaved({ features }: ClientState): boolean {
  return features.includes(kindFeature('saved'));
}
