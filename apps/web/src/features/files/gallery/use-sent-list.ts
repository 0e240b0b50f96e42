import { ApiError } from '@confab/client';
import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureText } from '../../../lib/failure-text.ts';
import { tell } from '../../../lib/notices.ts';
import { useClient, useClientState } from '../../../session/client.ts';
import { type GalleryKind, sources, type SentPage, type SentSource } from './gallery-kinds.ts';

type SentList = {
  /** The newest first; null until they are here. */
  messages: readonly Message[] | null;
  /** There may be others: the server still looks. */
  isLooking: boolean;
  /** Asks for those before the last one, where there are any. */
  loadMore: () => void;
};

/** While the server looks through a chat it is asked again so often. */
const askAgainMs = 1_000;

/** What was sent in a chat and its threads, kept up by what is told of it. */
export function useSentList(chatId: string, kind: GalleryKind, limit: number): SentList {
  const client = useClient();
  const isLive = useClientState(({ connection }) => connection.status === 'live');
  const [pages, setPages] = useState<SentPage | null>(null);
  const isUnderWay = useRef(false);
  const source = sources[kind];

  useEffect(() => {
    if (!isLive) return;
    let isWanted = true;
    let timer: number | undefined;
    const told: Message[] = [];
    const stop = client.onMessage(({ message }) => {
      if (doorOf(message.chatId) !== chatId) return;
      told.push(message);
      setPages((known) => known && { ...known, messages: withChange(known.messages, message, source) });
    });
    // What was told while the answer was on its way may be newer.
    const withTold = (messages: readonly Message[]): readonly Message[] =>
      told.reduce((all, one) => withChange(all, one, source), messages);
    async function ask(): Promise<void> {
      const page = await source.read(client, chatId, { limit });
      if (!isWanted) return;
      setPages({ ...page, messages: withTold(page.messages) });
      if (page.isWhole === false) timer = window.setTimeout(() => void ask().catch(tellRefusal), askAgainMs);
    }
    ask().catch(tellRefusal);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
      stop();
    };
  }, [client, chatId, source, limit, isLive]);

  const loadMore = useCallback(() => {
    const last = pages?.messages.at(-1);
    if (!pages?.hasMore || !last || isUnderWay.current) return;
    isUnderWay.current = true;
    source
      .read(client, chatId, { limit, before: last })
      .then(({ messages, hasMore }) =>
        setPages(
          (known) =>
            known && { ...known, messages: [...known.messages, ...unknown(known.messages, messages)], hasMore },
        ),
      )
      .catch(tellRefusal)
      .finally(() => (isUnderWay.current = false));
  }, [client, chatId, source, limit, pages]);

  return { messages: pages?.messages ?? null, isLooking: pages?.isWhole === false, loadMore };
}

function unknown(known: readonly Message[], messages: readonly Message[]): Message[] {
  return messages.filter(({ id }) => !known.some((one) => one.id === id));
}

/** One that is older than those that are here belongs to a page that is to come. */
function withChange(known: readonly Message[], message: Message, { carries }: SentSource): readonly Message[] {
  const others = known.filter(({ id }) => id !== message.id);
  if (message.deletedAt !== null || !carries(message)) return others;
  if (others.length < known.length) return known.map((one) => (one.id === message.id ? message : one));
  const isNewest = message.createdAt >= (known[0]?.createdAt ?? '');
  return isNewest ? [message, ...known] : known;
}

/** Of a connection that is away another line tells; the next one asks again. */
function tellRefusal(reason: unknown): void {
  if (!(reason instanceof ApiError && reason.code === 'network')) tell(failureText(reason));
}
