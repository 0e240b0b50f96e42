import { ArrowUp } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { plural, t } from '../../lib/words.ts';
import { useNow } from '../../lib/use-now.ts';
import { useClient } from '../../session/client.ts';
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
  const list = useRef<HTMLUListElement>(null);
  const { hits, nextCursor } = results;
  useEffect(() => {
    const people = hits.flatMap(({ message, before, after }) => [message.senderId, before?.senderId, after?.senderId]);
    client.loadUsers(people.filter((id) => id !== undefined)).catch(() => undefined);
  }, [client, hits]);
  const end = useEndInSight(nextCursor, searching.loadMore);
  return (
    <>
      <Fresh
        count={searching.fresh.length}
        onShow={() => {
          searching.showFresh();
          list.current?.focus({ preventScroll: true });
          list.current?.closest('.page-body')?.scrollTo({ top: 0 });
        }}
      />
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t`Messages found`}
        aria-busy={isStale}
        className={classNames('grid grid-cols-1 gap-2 outline-none transition-opacity', isStale && 'opacity-60')}
      >
        {hits.map((hit) => (
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

/** As many as one page of the server has: there may be more. */
const countedMax = 50;

/** What was said since, until somebody wants to see it. It lies over the list, which stays where it is, and in sight. */
function Fresh({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className="sticky top-2 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="tabular flex h-fit min-h-8.5 items-center gap-2 rounded-full bg-raised px-3.5 text-sm font-medium text-accent-text shadow-2 transition-colors hover:bg-accent-soft pointer-coarse:min-h-touch"
        >
          <ArrowUp className="size-4" strokeWidth={2} aria-hidden="true" />
          {count < countedMax
            ? t`${plural(count, { one: '# new result', other: '# new results' })}`
            : t`${count} new results or more`}
        </button>
      )}
    </div>
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
