import type { ConfabClient } from '@confab/client';
import type { CustomEmoji } from '@confab/protocol';
import { useSyncExternalStore } from 'react';
import { useClient } from '../../session/client.ts';

/** By their signs, `:name:`, those of former names among them. */
export type CustomEmojiList = ReadonlyMap<string, CustomEmoji>;

type Feed = {
  readonly read: () => CustomEmojiList;
  /** As long as somebody looks, it follows what is added and removed. A message may have a thousand who do. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Rejects where the list can't be had. */
  load: () => Promise<CustomEmojiList>;
};

/** A change is heard by everybody at once: they do not all ask in the same moment. */
const spreadMs = 500;
const feeds = new WeakMap<ConfabClient, Feed>();

export function useCustomEmoji(): CustomEmojiList {
  const feed = feedOf(useClient());
  return useSyncExternalStore(feed.subscribe, feed.read);
}

/** Those that the place has, asked for where they are not known. */
export async function loadCustomEmoji(client: ConfabClient): Promise<CustomEmojiList> {
  return await feedOf(client).load();
}

/** Each once, by name. */
export function currentEmoji(list: CustomEmojiList): CustomEmoji[] {
  return [...new Set(list.values())];
}

function namesOf({ name, formerNames = [] }: CustomEmoji): string[] {
  return [name, ...formerNames];
}

function feedOf(client: ConfabClient): Feed {
  const known = feeds.get(client);
  if (known) return known;
  const feed = createFeed(client);
  feeds.set(client, feed);
  return feed;
}

function createFeed(client: ConfabClient): Feed {
  const listeners = new Set<() => void>();
  let list: CustomEmojiList = new Map();
  /** What was heard when the list was asked for last; null: it never was, or that failed. */
  let askedAt: number | null = null;
  let loading: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stop: (() => void) | null = null;

  async function ask(): Promise<void> {
    const news = client.getState().emojiNews;
    askedAt = news;
    try {
      const emoji = await client.customEmoji();
      // An answer that was overtaken is older than what is shown.
      if (askedAt !== news) return;
      list = new Map(emoji.flatMap((one) => namesOf(one).map((name) => [`:${name}:`, one])));
      for (const listener of listeners) listener();
    } catch (error) {
      if (askedAt === news) askedAt = null;
      throw error;
    }
  }

  function look(): void {
    const { emojiNews, features, connection } = client.getState();
    if (emojiNews === askedAt || timer !== null || connection.status !== 'live') return;
    if (!features.includes('custom-emoji')) return;
    timer = setTimeout(
      () => {
        timer = null;
        loading = ask();
        // Asked again with the next change, or by the next connection.
        loading.catch(() => (askedAt = client.getState().emojiNews));
      },
      askedAt === null ? 0 : Math.random() * spreadMs,
    );
  }

  return {
    read: () => list,
    subscribe: (listener) => {
      listeners.add(listener);
      if (stop === null) {
        stop = client.subscribe(look);
        look();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    async load() {
      const { emojiNews, features } = client.getState();
      if (!features.includes('custom-emoji')) return list;
      if (emojiNews !== askedAt) loading = ask();
      await loading;
      return list;
    },
  };
}
