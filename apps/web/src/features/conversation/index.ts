import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { messageActions } from './message-actions.ts';

export { ConversationPane } from './ConversationPane.tsx';

export const conversation: WebFeature = {
  name: 'conversation',
  messageActions,
  keys: [
    { group: 'writing', order: 10, names: () => [t`Enter`], label: () => t`Send` },
    { group: 'writing', order: 20, names: () => [t`Shift Enter`], label: () => t`New line` },
    { group: 'writing', order: 30, names: () => ['↑'], label: () => t`Edit your last message, in an empty field` },
    { group: 'messages', order: 10, names: () => ['↑', '↓'], label: () => t`Message above or below` },
    { group: 'messages', order: 20, names: () => [t`Home`, t`End`], label: () => t`First or last message here` },
    { group: 'messages', order: 30, names: () => [t`Tab`], label: () => t`Actions of the message` },
  ],
};
