import type { Message } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { applyPage, setLoading, trimChat } from './local-changes.ts';
import { isLong, type Range, rangeAt } from './message-log.ts';
import type { RestClient } from './rest.ts';
import type { ChatState } from './state.ts';
import type { Store } from './store.ts';
import { chatIn } from './known-chats.ts';

type Direction = NonNullable<ChatState['loading']>;
type PageQuery = { before?: number; after?: number };

const pageSize = limits.pageDefault;

/** Fetches pages of history into the log: a page once, however many ask for it at the same time. */
export function createHistory(options: {
  store: Store;
  rest: Pick<RestClient, 'messages'>;
  /** Runs beside the state's change, so that a view sees both at once. */
  received: (messages: readonly Message[]) => void;
}) {
  const { store, rest } = options;
  const underWay = new Map<string, Promise<void>>();

  function load(chat: ChatState, direction: Direction, query: PageQuery): Promise<void> {
    const key = JSON.stringify([chat.id, chat.log.generation, query]);
    const known = underWay.get(key);
    if (known) return known;
    const loading = fetchPage(chat, direction, query).finally(() => underWay.delete(key));
    underWay.set(key, loading);
    return loading;
  }

  async function fetchPage({ id: chatId, log }: ChatState, direction: Direction, query: PageQuery): Promise<void> {
    store.update((state) => setLoading(state, chatId, direction));
    try {
      const { messages } = await rest.messages(chatId, { limit: pageSize, ...query });
      store.batch(() => {
        store.update((state) => applyPage(state, { chatId, generation: log.generation, messages }));
        store.update((state) => setLoading(state, chatId, null));
        options.received(messages);
      });
    } finally {
      store.update((state) => setLoading(state, chatId, null));
    }
  }

  function find(chatId: string): ChatState | undefined {
    return chatIn(store.get(), chatId);
  }

  return {
    async loadNewest(chatId: string): Promise<void> {
      const chat = find(chatId);
      if (!chat || chat.lastSeq === 0) return;
      const newest = rangeAt(chat.log, chat.lastSeq);
      const isEnough = newest && (newest.from === 1 || newest.to - newest.from + 1 >= pageSize);
      if (!isEnough) await load(chat, 'newest', {});
    },
    async loadOlder(chatId: string, beforeSeq?: number): Promise<void> {
      const chat = find(chatId);
      if (!chat) return;
      const wanted = beforeSeq ?? rangeAt(chat.log, chat.lastSeq)?.from ?? chat.lastSeq + 1;
      const before = rangeAt(chat.log, wanted - 1)?.from ?? wanted;
      if (before > 1) await load(chat, 'older', { before });
    },
    async loadNewer(chatId: string, afterSeq: number): Promise<void> {
      const chat = find(chatId);
      if (!chat) return;
      const after = rangeAt(chat.log, afterSeq + 1)?.to ?? afterSeq;
      if (after < chat.lastSeq) await load(chat, 'newer', { after });
    },
    async loadAround(chatId: string, seq: number): Promise<void> {
      const chat = find(chatId);
      if (!chat) return;
      await load(chat, 'around', { after: Math.max(0, seq - 1 - pageSize / 2) });
    },
    keepHistory(chatId: string, range: Range): void {
      const chat = find(chatId);
      // A page under way would be void, and be asked for once more.
      if (chat && chat.loading === null && isLong(chat.log)) store.update((state) => trimChat(state, chatId, range));
    },
  };
}
