import type { WebFeature } from '../../registry/web-feature.ts';
import { t } from '../../lib/words.ts';
import { isStepKey, stepToChat } from './step-to-chat.ts';

export { addressedChat, chatGoal, handOverToChat, newChatGoal } from './hand-over.ts';
export { useGoToChat, useGoToNewChat, type Typed } from './use-go-to.ts';
export { noteVisit, visitedChats } from './visited-chats.ts';
export { useHandOverOnHistory } from './use-hand-over-on-history.ts';

export const switching: WebFeature = {
  name: 'switching',
  keys: [
    {
      group: 'everywhere',
      order: 20,
      names: () => [t`Alt ↑`, t`Alt ↓`],
      label: () => t`Chat above or below`,
      isPressed: isStepKey,
      run: stepToChat,
    },
  ],
};
