import { Reply } from 'lucide-react';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { mayWriteIn } from '../../session/may-write.ts';
import { writeReply } from '../drafts/index.ts';

export const replies: LateFeature = {
  name: 'replies',
  messageActions: [
    {
      name: 'reply',
      order: 15,
      icon: Reply,
      label: () => t`Reply`,
      // Older servers would not know what is answered.
      isFor: ({ chatId, kind }, state) =>
        kind === 'text' && state.features.includes('replies') && mayWriteIn(state, chatId),
      run({ client, message: { chatId, seq } }) {
        writeReply(client, chatId, seq);
        document.getElementById(composerIdOf(chatId))?.focus({ preventScroll: true });
      },
      leadsToComposer: true,
      key: { names: () => [t`Enter`], isPressed: isPlainEnter },
      isSwipe: true,
    },
  ],
};

function isPlainEnter({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !altKey && !ctrlKey && !metaKey;
}
