import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import { isInDialog, isTyping } from '../../registry/key.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { canUndoNewest, undoNewest } from './undo-delete.ts';

export { ConversationPane } from './ConversationPane.tsx';
export { HistoryStart, type HistoryStartProps } from './HistoryStart.tsx';
export { MessageFrame } from './MessageFrame.tsx';
export { MessageHistory } from './MessageHistory.tsx';
export { MessageWords } from './MessageWords.tsx';
export { TypingLine, WritingNote } from './log-surfaces.ts';

export const conversation: WebFeature = {
  name: 'conversation',
  keys: [
    {
      group: 'messages',
      order: 50,
      names: () => [withCtrl('Z')],
      label: () => t`Undo a deletion (while not typing)`,
      isPressed: isUndoKey,
      run: undoNewest,
    },
  ],
};

/** In a field it takes back what was typed. */
function isUndoKey({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  const isKey = ctrlKey !== metaKey && !altKey && !shiftKey && key.toLowerCase() === 'z';
  return isKey && !isTyping(target) && !isInDialog(target) && canUndoNewest();
}
