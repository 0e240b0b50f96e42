import { SearchX } from 'lucide-react';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Asked } from './query-chips.ts';
import type { Searching } from './use-results.ts';

type SearchNotesProps = { searching: Searching; asked: Asked };

/** What is to be said about what was found, or why nothing was. */
export function SearchNotes({ searching, asked }: SearchNotesProps) {
  const { results, isCurrent, isLoading } = searching;
  const isLive = useClientState((state) => state.connection.status === 'live');
  const isNothing = isCurrent && results?.hits.length === 0 && results.nextCursor === null;
  return (
    <>
      <div role="status" className="text-sm text-muted *:mb-2">
        {isCurrent && results?.isWhole === false && (
          <p>{t`Not everything has been made searchable yet. Older messages may be missing for a while.`}</p>
        )}
        {!isLive && !isCurrent && <p>{t`You’re offline. The search goes on when you’re back online.`}</p>}
        {isNothing && <p className="sr-only">{t`Nothing found`}</p>}
      </div>
      {isLive && <Failure searching={searching} />}
      {/* A filter that names nobody says it by itself. */}
      {isNothing && results.unknown.length === 0 && <Nothing asked={asked} />}
      {results === null && isLoading && <Skeleton />}
    </>
  );
}

function Nothing({ asked }: { asked: Asked }) {
  return (
    <EmptyState icon={SearchX} title={t`Nothing found`}>
      {wantsPoll(asked)
        ? t`There are no polls here yet, so no message has one.`
        : t`Try fewer or shorter words, or take a filter away.`}
    </EmptyState>
  );
}

function wantsPoll({ chips }: Asked): boolean {
  return chips.some(({ filter, value, isNegated }) => filter === 'has' && value.toLowerCase() === 'poll' && !isNegated);
}

function Failure({ searching: { error, retry } }: { searching: Searching }) {
  if (error === null) return null;
  return (
    <div role="alert" className="mb-3 flex flex-wrap items-center gap-3 rounded-md bg-danger-soft px-3.5 py-2 text-sm">
      <p>{error}</p>
      <Button size="s" onClick={retry}>
        {t`Try again`}
      </Button>
    </div>
  );
}

function Skeleton() {
  return (
    <div aria-hidden="true" className="grid grid-cols-1 gap-2">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="grid gap-2.5 rounded-md border border-line px-3.5 py-3">
          <span className="skeleton h-2.5 w-28" />
          <span className="skeleton h-3 w-60 max-w-full" />
          <span className="skeleton h-2.5 w-40 max-w-full" />
        </div>
      ))}
    </div>
  );
}
