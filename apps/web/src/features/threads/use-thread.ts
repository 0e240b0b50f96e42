import type { ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { useEffect } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useChat, useClient, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';

/** What a thread is about, and the thread itself once it is here. Live and open as long as this is shown. */
export function useThread(
  chatId: string,
  rootSeq: number,
  mayWrite: boolean,
): { root: Message | null | undefined; thread: ChatState | undefined } {
  const client = useClient();
  const root = useMessageAt(chatId, rootSeq);
  const threadId = threadIdOf(chatId, rootSeq);
  const thread = useChat(threadId);
  const isLive = useClientState((state) => state.connection.status === 'live');
  const isHere = thread !== undefined;
  const rootId = root?.id;
  // Whoever is muted begins none.
  const isLeftOut = !mayWrite && root?.thread === undefined;

  useEffect(() => {
    if (isHere || rootId === undefined || !isLive || isLeftOut) return;
    client.openThread({ chatId, id: rootId, seq: rootSeq }).catch((reason: unknown) => tell(failureText(reason)));
  }, [client, chatId, rootSeq, rootId, isHere, isLive, isLeftOut]);

  useEffect(() => {
    if (!isHere) return;
    client.openChat(threadId);
    return () => client.closeChat(threadId);
  }, [client, threadId, isHere]);

  return { root, thread };
}
