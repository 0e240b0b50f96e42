import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { doorOf } from '@confab/protocol/threads';
import { t } from '../../lib/words.ts';
import { useNow } from '../../lib/use-now.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { HitCard } from './HitCard.tsx';
import type { Results } from './kept-results.ts';
import type { Searching } from './use-results.ts';

type HitListProps = { results: Results; isStale: boolean; searching: Searching; onOpen: () => void };

/** The next page is asked for this long before the end of the list. */
const loadAhead = '400px';

export function HitList({ results, isStale, searching, onOpen }: HitListProps) {
  const client = useClient();
  const now = useNow();
  const mine = useMyHits(results);
  useEffect(() => {
    const people = mine.flatMap(({ message, before, after }) => [message.senderId, before?.senderId, after?.senderId]);
    client.loadUsers(people.filter((id) => id !== undefined)).catch(() => undefined);
  }, [client, mine]);
  const { nextCursor } = results;
  const end = useEndInSight(nextCursor, searching.loadMore);
  return (
    <>
      <ul
        aria-label={t`Messages found`}
        aria-busy={isStale}
        className={classNames('grid grid-cols-1 gap-2 transition-opacity', isStale && 'opacity-60')}
      >
        {mine.map((hit) => (
          <HitCard key={hit.message.id} hit={hit} now={now} onOpen={onOpen} />
        ))}
      </ul>
      {nextCursor !== null && !isStale && (
        <div ref={end} className="mt-3 flex justify-center">
          <Button disabled={searching.isLoading} onClick={searching.loadMore}>
            {searching.isLoading ? t`Loading…` : t`Show more`}
          </Button>
        </div>
      )}
    </>
  );
}

/** Of what was kept for the way back: only of chats that are mine by now. */
function useMyHits({ hits }: Results) {
  const chatIds = useClientState(
    useMemo(
      () =>
        selectList(
          ({ chats }) => [chats],
          ({ chats }) => [...new Set(hits.map(({ message }) => doorOf(message.chatId)))].filter((id) => chats.has(id)),
        ),
      [hits],
    ),
  );
  const areChatsLoaded = useClientState((state) => state.chatsLoaded);
  return useMemo(
    () => (areChatsLoaded ? hits.filter(({ message }) => chatIds.includes(doorOf(message.chatId))) : hits),
    [hits, chatIds, areChatsLoaded],
  );
}

function useEndInSight(cursor: string | null, onSight: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const see = useEffectEvent(onSight);
  useEffect(() => {
    const { current } = end;
    if (current === null || cursor === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && see(), { rootMargin: loadAhead });
    observer.observe(current);
    return () => observer.disconnect();
  }, [cursor]);
  return end;
}
