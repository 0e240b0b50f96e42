import type { ConfabClient } from '@confab/client';
import type { ActivityEntry } from '@confab/protocol';
import { onceEach } from './once-each.ts';

/** The newest of what concerns me, as it was fetched last. */
export type News = { entries: readonly ActivityEntry[]; nextCursor: string | null };

/** Follows what concerns me: asks again when the client hears that there may be more. */
export type NewsFeed = {
  /** Null until it was here once. */
  read: () => News | null;
  subscribe: (listener: () => void) => () => void;
  /** Rejects where it can't be had. */
  refresh: () => Promise<void>;
};

/** Whoever opens the page waits for the chat, and not for this. */
const firstAfterMs = 1_000;
/** Many things at once, as the reactions to one message, are one question. */
const nextAfterMs = 400;

const feeds = new WeakMap<ConfabClient, NewsFeed>();

export function newsOf(client: ConfabClient): NewsFeed {
  const known = feeds.get(client);
  if (known) return known;
  const feed = createFeed(client);
  feeds.set(client, feed);
  return feed;
}

function createFeed(client: ConfabClient): NewsFeed {
  const listeners = new Set<() => void>();
  let news: News | null = null;
  let asked = 0;
  return {
    read: () => news,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async refresh() {
      const turn = (asked += 1);
      const page = await client.activity();
      // An answer that was overtaken is older than what is shown.
      if (turn !== asked) return;
      news = { ...page, entries: onceEach(page.entries) };
      for (const listener of listeners) listener();
    },
  };
}

/** As long as somebody looks: twice is no more than once. */
export function followNews(client: ConfabClient): () => void {
  const feed = newsOf(client);
  let heard = '';
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = (): void => {
    const { activityNews, documentSync, features } = client.getState();
    // What people did whom I block is not told.
    const news = `${activityNews} ${documentSync.stored.get('blocked')?.rev ?? 0}`;
    if (news === heard || activityNews === 0 || !features.includes('activity')) return;
    heard = news;
    timer ??= setTimeout(
      () => {
        timer = null;
        // Asked again with the next hint, or when the page is opened.
        feed.refresh().catch(() => undefined);
      },
      feed.read() === null ? firstAfterMs : nextAfterMs,
    );
  };
  const stop = client.subscribe(look);
  look();
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
