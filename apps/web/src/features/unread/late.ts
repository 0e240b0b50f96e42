import type { ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { MessageSquareDot } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';

/** To come back to a chat later as if one had not read it yet. */
export const unread: LateFeature = {
  name: 'unread',
  messageActions: [
    {
      name: 'mark-unread',
      order: 29,
      icon: MessageSquareDot,
      label: () => t`Mark unread from here`,
      // What I wrote is never unread to me.
      isFor: ({ chatId, kind, senderId }, { features, userId }) =>
        features.includes('documents/unread') && !isThreadId(chatId) && kind === 'text' && senderId !== userId,
      run: ({ client, message }) => markFrom(client, message),
    },
  ],
};

function markFrom(client: ConfabClient, { chatId, seq }: Message): void {
  try {
    client.markUnread(chatId, seq);
    tell(t`Marked unread until you open this chat again`, brieflyMs);
  } catch (reason) {
    tell(failureText(reason));
  }
}
