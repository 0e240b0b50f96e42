import { ApiError } from '@confab/client';
import type { FileListKind, Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureText } from '../../../lib/failure-text.ts';
import { tell } from '../../../lib/notices.ts';
import { useClient, useClientState } from '../../../session/client.ts';
import { kindOf } from './gallery-rows.ts';

type FileList = {
  /** The newest first; null until they are here. */
  messages: readonly Message[] | null;
  /** Asks for those before the last one, where there are any. */
  loadMore: () => void;
};

type Pages = { messages: readonly Message[]; hasMore: boolean };

/** What was sent in a chat and its threads, kept up by what is told of it. */
export function useFileList(chatId: string, kind: FileListKind, limit: number): FileList {
  const client = useClient();
  const isLive = useClientState(({ connection }) => connection.status === 'live');
  const [pages, setPages] = useState<Pages | null>(null);
  const isUnderWay = useRef(false);

  useEffect(() => {
    if (!isLive) return;
    let isWanted = true;
    const told: Message[] = [];
    const stop = client.onMessage(({ message }) => {
      if (doorOf(message.chatId) !== chatId) return;
      told.push(message);
      setPages((known) => known && { ...known, messages: withChange(known.messages, message, kind) });
    });
    // What was told while the answer was on its way may be newer.
    const withTold = (messages: readonly Message[]): readonly Message[] =>
      told.reduce((all, one) => withChange(all, one, kind), messages);
    client
      .chatFiles(chatId, { kind, limit })
      .then(({ messages, hasMore }) => isWanted && setPages({ messages: withTold(messages), hasMore }))
      .catch(tellRefusal);
    return () => {
      isWanted = false;
      stop();
    };
  }, [client, chatId, kind, limit, isLive]);

  const loadMore = useCallback(() => {
    const last = pages?.messages.at(-1);
    if (!pages?.hasMore || !last || isUnderWay.current) return;
    isUnderWay.current = true;
    client
      .chatFiles(chatId, { kind, limit, before: last })
      .then(({ messages, hasMore }) =>
        setPages((known) => known && { messages: [...known.messages, ...unknown(known.messages, messages)], hasMore }),
      )
      .catch(tellRefusal)
      .finally(() => (isUnderWay.current = false));
  }, [client, chatId, kind, limit, pages]);

  return { messages: pages?.messages ?? null, loadMore };
}

function unknown(known: readonly Message[], messages: readonly Message[]): Message[] {
  return messages.filter(({ id }) => !known.some((one) => one.id === id));
}

/** One that is older than those that are here belongs to a page that is to come. */
function withChange(known: readonly Message[], message: Message, kind: FileListKind): readonly Message[] {
  const others = known.filter(({ id }) => id !== message.id);
  const carries = message.deletedAt === null && message.files?.some((file) => kindOf(file) === kind) === true;
  if (!carries) return others;
  if (others.length < known.length) return known.map((one) => (one.id === message.id ? message : one));
  const isNewest = message.createdAt >= (known[0]?.createdAt ?? '');
  return isNewest ? [message, ...known] : known;
}

/** Of a connection that is away another line tells; the next one asks again. */
function tellRefusal(reason: unknown): void {
  if (!(reason instanceof ApiError && reason.code === 'network')) tell(failureText(reason));
}
