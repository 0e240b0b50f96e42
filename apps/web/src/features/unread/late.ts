import { type ClientState, type ConfabClient, isFollowed } from '@confab/client';
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
      isFor: ({ chatId, kind }, state) =>
        state.features.includes('documents/unread') && kind === 'text' && isCounted(state, chatId),
      run: ({ client, message }) => markFrom(client, message),
    },
  ],
};

/** A thread that is not followed stands in no list to which one could come back. */
function isCounted(state: ClientState, chatId: string): boolean {
  if (!isThreadId(chatId)) return true;
  const thread = state.threads.get(chatId);
  return thread !== undefined && isFollowed(thread, state.userId);
}

function markFrom(client: ConfabClient, { chatId, seq }: Message): void {
  try {
    client.markUnread(chatId, seq);
    tell(t`Marked unread until you open it again`, brieflyMs);
  } catch (reason) {
    tell(failureText(reason));
  }
}
