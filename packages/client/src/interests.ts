import type { Command } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import type { Clock } from './clock.ts';
import { closeActive, forgetPresence } from './local-changes.ts';
import type { Store } from './store.ts';
import { isThreadId } from '@confab/protocol/threads';
import { chatIn } from './known-chats.ts';

/** Shown as typing for `limits.typingShownMs`: two frames within it bridge a lost one. */
const typingEveryMs = 2_000;

export type Interests = ReturnType<typeof createInterests>;

/** What this client looks at: told to the server when it changes, and all of it on every new connection. */
export function createInterests(options: { store: Store; clock: Clock; send: (command: Command) => void }) {
  const { store, clock, send } = options;
  const openCounts = new Map<string, number>();
  const watchers = new Set<{ userIds: readonly string[] }>();
  const typedAt = new Map<string, number>();
  const toTellAgain = new Map<string, () => void>();
  let isTelling = false;

  function isLive(): boolean {
    return store.get().connection.status === 'live';
  }

  /** A thread is told of only to who follows it, or says that it is looked at. */
  function tellOpened(chatId: string): void {
    if (isThreadId(chatId)) send({ type: 'watch-thread', chatId });
    send({ type: 'open', chatId });
  }

  function watched(): string[] {
    const latestFirst = [...watchers].toReversed().flatMap((watcher) => watcher.userIds);
    return [...new Set(latestFirst)].slice(0, limits.presenceWatchMax);
  }

  function tellWatched(): void {
    const userIds = watched();
    store.update((state) => forgetPresence(state, new Set(userIds)));
    if (isLive()) send({ type: 'watch-presence', userIds });
  }

  /** A list that renders anew stops and starts many watchers at once. */
  function tellWatchedSoon(): void {
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      tellWatched();
    });
  }

  return {
    isOpen: (chatId: string) => openCounts.has(chatId),
    openChatIds: () => [...openCounts.keys()],
    openChat(chatId: string): void {
      const count = openCounts.get(chatId) ?? 0;
      openCounts.set(chatId, count + 1);
      if (count === 0 && isLive()) tellOpened(chatId);
    },
    closeChat(chatId: string): void {
      const count = openCounts.get(chatId) ?? 0;
      if (count > 1) openCounts.set(chatId, count - 1);
      if (count !== 1) return;
      openCounts.delete(chatId);
      if (isLive()) send({ type: 'close', chatId });
      store.update((state) => closeActive(state, chatId));
    },
    typing(chatId: string): void {
      const last = typedAt.get(chatId) ?? -Infinity;
      if (!isLive() || clock.elapsed() - last < typingEveryMs) return;
      typedAt.set(chatId, clock.elapsed());
      send({ type: 'typing', chatId });
    },
    /** What was typed is sent: the next keystroke is news again. */
    stoppedTyping: (chatId: string) => typedAt.delete(chatId),
    watchPresence(userIds: readonly string[]): () => void {
      const watcher = { userIds: [...userIds] };
      watchers.add(watcher);
      tellWatchedSoon();
      return () => {
        if (watchers.delete(watcher)) tellWatchedSoon();
      };
    },
    /** The server refused for now that this chat is open, or, where it named none, whom to watch. */
    tellLater(chatId: string | undefined, afterMs: number): void {
      const thing = chatId ?? '';
      if (toTellAgain.has(thing) || (chatId === undefined ? watchers.size === 0 : !openCounts.has(chatId))) return;
      const cancel = clock.after(afterMs, () => {
        toTellAgain.delete(thing);
        if (chatId === undefined) tellWatched();
        else if (openCounts.has(chatId) && isLive()) tellOpened(chatId);
      });
      toTellAgain.set(thing, cancel);
    },
    stop(): void {
      for (const cancel of toTellAgain.values()) cancel();
      toTellAgain.clear();
    },
    tellAll(): void {
      for (const chatId of openCounts.keys()) {
        if (chatIn(store.get(), chatId)) tellOpened(chatId);
      }
      if (watchers.size > 0) tellWatched();
    },
    /** A chat that is on the screen has only now become known to the server as ours. */
    tellOpen(chatId: string): void {
      if (openCounts.has(chatId) && isLive()) send({ type: 'open', chatId });
    },
  };
}
