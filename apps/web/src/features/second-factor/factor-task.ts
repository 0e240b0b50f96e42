import type { Passkey } from '@confab/protocol';

/** What one is about to do, in a dialog. */
export type FactorTask =
  | { task: 'add-app' | 'add-passkey' | 'remove-app' | 'new-codes' }
  | { task: 'remove-passkey' | 'rename-passkey'; passkey: Passkey };
