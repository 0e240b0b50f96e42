import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { plural, t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { isHeard, isNew, seenAtOf } from './is-new.ts';
import { followNews, newsOf } from './news.ts';

/** How much is new among what concerns me. */
export function NewsBadge() {
  const client = useClient();
  const feed = newsOf(client);
  useEffect(() => followNews(client), [client]);
  const news = useSyncExternalStore(
    useCallback((listener) => feed.subscribe(listener), [feed]),
    () => feed.read(),
  );
  const count = useClientState((state) => {
    const seenAt = seenAtOf(state);
    return (news?.entries ?? []).filter((entry) => isHeard(entry, state) && isNew(entry, state, seenAt)).length;
  });
  if (count === 0) return null;
  const isMore = news !== null && news.nextCursor !== null && count === news.entries.length;
  return (
    <span
      className="tabular min-w-4.75 rounded-full bg-accent px-1.5 text-center text-3xs/4.75 font-bold text-on-accent"
      style={{ counterIncrement: `waiting ${count}` }}
    >
      <span aria-hidden="true">{isMore ? `${count}+` : count}</span>
      <span className="sr-only">{t`${plural(count, { one: '# new in Activity', other: '# new in Activity' })}`}</span>
    </span>
  );
}
