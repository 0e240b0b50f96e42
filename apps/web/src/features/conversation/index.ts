import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { messageActions } from './message-actions.ts';

export { ConversationPane } from './ConversationPane.tsx';
export { MessageFrame } from './MessageFrame.tsx';
export { MessageHistory } from './MessageHistory.tsx';
export { MessageWords } from './MessageWords.tsx';
export { TypingLine } from './log-surfaces.ts';

export const conversation: WebFeature = {
  name: 'conversation',
  messageActions,
  keys: [
    { group: 'messages', order: 10, names: () => ['↑', '↓'], label: () => t`Message above or below` },
    { group: 'messages', order: 20, names: () => [t`Home`, t`End`], label: () => t`First or last message here` },
    { group: 'messages', order: 30, names: () => [t`Tab`], label: () => t`Actions of the message` },
  ],
};
