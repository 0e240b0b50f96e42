import type { Command } from '@confab/protocol';
import type { Clock } from './clock.ts';
import { markChat } from './chat-position.ts';
import { updateChat } from './apply-event.ts';
import type { ChatState } from './state.ts';
import type { Store } from './store.ts';
import { chatIn, everyChat, isFollowed } from './known-chats.ts';

/** Scrolling marks many messages: one frame tells of all of them. */
const coalesceMs = 150;

export type ReadMarks = ReturnType<typeof createReadMarks>;

/** Tells the server how far was read: shown at once, told soon, told again after a reconnect. */
export function createReadMarks(options: {
  store: Store;
  clock: Clock;
  send: (command: Command) => void;
  /** Tells it by a request that the page is not needed for any more. */
  put: (chatId: string, seq: number) => Promise<unknown>;
}) {
  const { store, clock } = options;
  const waiting = new Map<string, () => void>();
  /** In threads that are not followed, as far as is known: one follows by writing, and hears of it a moment later. */
  const early = new Map<string, number>();

  function schedule(chatId: string, afterMs: number): void {
    if (waiting.has(chatId)) return;
    waiting.set(
      chatId,
      clock.after(afterMs, () => {
        waiting.delete(chatId);
        tell(chatId);
      }),
    );
  }

  function tell(chatId: string): void {
    const state = store.get();
    const { connection } = state;
    const chat = chatIn(state, chatId);
    if (connection.status !== 'live' || !chat || !isAhead(chat)) return;
    options.send({ type: 'read', chatId, seq: chat.readSeq });
  }

  const marks = {
    mark(chatId: string, seq: number): void {
      const { userId } = store.get();
      const known = chatIn(store.get(), chatId);
      // Of a thread that is not followed nobody keeps how far it was read.
      if (known?.kind === 'thread' && !isFollowed(known, userId)) {
        early.set(chatId, Math.max(seq, early.get(chatId) ?? 0));
        return;
      }
      store.update((state) => updateChat(state, chatId, (chat) => markChat(chat, userId, seq)));
      const chat = chatIn(store.get(), chatId);
      if (chat && isAhead(chat)) schedule(chatId, coalesceMs);
    },
    /** It became known that the thread is followed. */
    followed(chatId: string): void {
      const seq = early.get(chatId);
      early.delete(chatId);
      if (seq !== undefined) marks.mark(chatId, seq);
    },
    /** The server refused for now. */
    tellLater(chatId: string, afterMs: number): void {
      const chat = chatIn(store.get(), chatId);
      if (chat && isAhead(chat)) schedule(chatId, afterMs);
    },
    tellAll(): void {
      for (const chat of everyChat(store.get())) if (isAhead(chat)) tell(chat.id);
    },
    /** The page may be gone before its time comes, and what is said on a socket then may get lost. */
    putAll(): void {
      for (const chat of everyChat(store.get())) {
        // Without an answer, or with a refusal, it is told as ever, should the page stay.
        if (isAhead(chat)) options.put(chat.id, chat.readSeq).catch(() => undefined);
      }
    },
    stop(): void {
      for (const [chatId, cancel] of waiting) {
        cancel();
        tell(chatId);
      }
      waiting.clear();
    },
  };
  return marks;
}

/** Was read here further than the server knows. */
function isAhead(chat: ChatState): boolean {
  return chat.readSeq > chat.sync.position.readSeq;
}
