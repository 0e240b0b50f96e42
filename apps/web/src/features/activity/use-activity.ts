import type { ActivityEntry } from '@confab/protocol';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient, useClientState } from '../../session/client.ts';
import { seenAtOf } from './is-new.ts';
import { newsOf } from './news.ts';
import { onceEach } from './once-each.ts';

/** Pages after the first, of whom was `blocked` by then: they lack what these did. */
type Older = { entries: readonly ActivityEntry[]; nextCursor: string | null; blocked: unknown };

export type Activity = {
  /** Null until it is here. */
  entries: readonly ActivityEntry[] | null;
  hasFailed: boolean;
  /** What was seen when the page was opened: what is new stays so while one looks at it. */
  seenAt: string;
  loadMore: (() => Promise<void>) | null;
  retry: () => void;
};

/** All that concerns me as far as it was asked for. What is shown here is seen, on every device. */
export function useActivity(): Activity {
  const client = useClient();
  const feed = newsOf(client);
  const isLive = useClientState((state) => state.connection.status === 'live');
  const areDocumentsLoaded = useClientState((state) => state.documentsLoaded);
  const blocked = useClientState((state) => state.documentSync.stored.get('blocked'));
  const news = useSyncExternalStore(
    useCallback((listener) => feed.subscribe(listener), [feed]),
    () => feed.read(),
  );
  const [loaded, setLoaded] = useState<Older | null>(null);
  const older = loaded?.blocked === blocked ? loaded : null;
  const [hasFailed, setFailed] = useState(false);
  const [seenAt, setSeenAt] = useState<string | null>(null);

  if (seenAt === null && areDocumentsLoaded) setSeenAt(seenAtOf(client.getState()));

  const refresh = useCallback(() => {
    feed.refresh().then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, [feed]);
  useEffect(() => {
    if (isLive) refresh();
  }, [isLive, refresh]);

  const newest = news?.entries[0]?.at ?? '';
  useEffect(() => {
    if (areDocumentsLoaded && newest > seenAtOf(client.getState()))
      client.putDocument('activity', null, { seenAt: newest });
  }, [client, areDocumentsLoaded, newest]);

  // The newest page again may hold what stood on a later one.
  const entries = useMemo(() => news && onceEach([...news.entries, ...(older?.entries ?? [])]), [news, older]);
  useEffect(() => {
    // Who reacted need not be in any chat of mine any more.
    const userIds = new Set(entries?.map(({ userId }) => userId));
    if (userIds.size > 0) client.loadUsers([...userIds]).catch(() => undefined);
  }, [client, entries]);
  const cursor = older === null ? (news?.nextCursor ?? null) : older.nextCursor;
  return {
    entries,
    hasFailed: hasFailed && entries === null,
    seenAt: seenAt ?? '',
    loadMore:
      cursor === null
        ? null
        : async () => {
            const page = await client.activity({ cursor });
            setLoaded({ ...page, blocked, entries: [...(older?.entries ?? []), ...page.entries] });
          },
    retry: refresh,
  };
}
