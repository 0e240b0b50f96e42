import { messageAt } from '@confab/client';
import type { Message } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { doorOf } from '@confab/protocol/threads';
import { useChat, useClient, useClientState } from './client.ts';

type Fetched = { generation: number | null; seq: number; message: Message | null };

/**
 * The message at a place of a chat, as this person may see it now: from the chat's log, which is live, or fetched where it is not
 * there. Undefined until it has come, null where there is none.
 */
export function useMessageAt(chatId: string, seq: number): Message | null | undefined {
  const client = useClient();
  const chat = useChat(chatId);
  // A thread that one does not follow is not here, and is read all the same.
  const isBehindDoor = useChat(doorOf(chatId)) !== undefined;
  const isLive = useClientState((state) => state.connection.status === 'live');
  const [fetched, setFetched] = useState<Fetched | null>(null);

  const generation = chat?.log.generation ?? null;
  const inLog = chat && messageAt(chat.log, seq);
  // Since it was fetched, the log has heard of every change; unless it began anew.
  const asFetched = fetched?.generation === generation && fetched.seq === seq ? fetched.message : undefined;
  const message = inLog ?? asFetched;
  const isMissing = isBehindDoor && message === undefined;

  useEffect(() => {
    if (!isMissing || !isLive) return;
    let isWanted = true;
    client.rest.messages(chatId, { after: seq - 1, limit: 1 }).then(
      ({ messages: [first] }) =>
        isWanted && setFetched({ generation, seq, message: first?.seq === seq ? first : null }),
      // Asked again with the next connection.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [client, chatId, seq, generation, isMissing, isLive]);

  const senderId = message?.senderId;
  useEffect(() => {
    // Whoever left the chat is not among the people that it names.
    if (senderId !== undefined) client.loadUsers([senderId]).catch(() => undefined);
  }, [client, senderId]);

  return message;
}
