import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { messageActions } from './message-actions.ts';

export const conversation: LateFeature = {
  name: 'conversation',
  messageActions,
  keys: [
    { group: 'messages', order: 10, names: () => ['↑', '↓'], label: () => t`Message above or below` },
    { group: 'messages', order: 20, names: () => [t`Home`, t`End`], label: () => t`First or last message here` },
    { group: 'messages', order: 30, names: () => [t`Tab`], label: () => t`Actions for the message` },
  ],
};
