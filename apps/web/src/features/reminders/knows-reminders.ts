import type { ClientState } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';

/** Whether the server reminds. */
export function knowsReminders({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes(kindFeature('reminder'));
}
