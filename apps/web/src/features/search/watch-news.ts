import type { ConfabClient } from '@confab/client';
import type { Message, SearchHit } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { matchNow } from './live-results.ts';
import type { Sought } from './match-words.ts';

type News = {
  sought: Sought;
  chatId: string | undefined;
  isKnown: (messageId: string) => boolean;
  /** The newest that are found, by the server. */
  ask: () => Promise<readonly SearchHit[]>;
  /** Of what was told, all that is found. */
  onFound: (hits: readonly SearchHit[]) => void;
  onChange: (message: Message) => void;
};

/** The index follows the log a moment later. */
const askAfterMs = 700;
const asksMax = 3;
/** Told and not yet asked about: of more the newest page of the server knows nothing. */
const waitingMax = 50;

/**
 * Hears of messages that may be found too. Whether they are says the server, which knows what the page does not: who is meant by a
 * name, and what is a day. It is asked about what holds the words, and about nothing else.
 */
export function watchNews(client: ConfabClient, news: News): () => void {
  const { sought, chatId, isKnown, ask, onFound, onChange } = news;
  const waiting = new Set<string>();
  let timer: number | undefined;
  let asks = 0;
  let isOver = false;

  async function look(): Promise<void> {
    timer = undefined;
    asks += 1;
    const hits = await ask();
    if (isOver) return;
    const found = hits.filter(({ message: { id } }) => waiting.delete(id) && !isKnown(id));
    if (found.length > 0) onFound(found);
    if (waiting.size > 0 && asks < asksMax) lookSoon();
    else waiting.clear();
  }
  function lookSoon(): void {
    // Without a connection nothing is found, and the next one looks at all of it again.
    timer ??= window.setTimeout(() => void look().catch(() => undefined), askAfterMs);
  }

  const stop = client.onMessage(({ message }) => {
    onChange(message);
    if (chatId !== undefined && doorOf(message.chatId) !== chatId) return;
    if (isKnown(message.id) || matchNow(message, sought) === null) return void waiting.delete(message.id);
    if (waiting.size === waitingMax) return;
    waiting.add(message.id);
    asks = 0;
    lookSoon();
  });
  return () => {
    isOver = true;
    window.clearTimeout(timer);
    stop();
  };
}
