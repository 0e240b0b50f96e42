import type { ClientState } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';

/** Whether the server sends later. */
export function knowsScheduled({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes(kindFeature('scheduled'));
}
