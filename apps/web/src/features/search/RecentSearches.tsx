import { History, Search, X } from 'lucide-react';
import { useState } from 'react';
import { forgetSearch, forgetSearches, readSearches } from '../../lib/kept-searches.ts';
import { t } from '../../lib/words.ts';
import { useMyId } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** Before anything is asked: what was searched for on this device, or how to ask. */
export function RecentSearches({ onChoose }: { onChoose: (query: string) => void }) {
  const myId = useMyId();
  const [searches, setSearches] = useState(() => readSearches(myId));
  if (searches.length === 0) {
    return (
      <EmptyState icon={Search} title={t`Search your messages`}>
        {t`Words in any order, “exact phrases”, names of files. Filters narrow it down: type from: or has:, or choose one beside the field.`}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t`Recent searches`} className="w-full max-w-reading px-4 pt-4 pb-10 max-wide:px-2">
      <div className="flex items-center gap-2 px-2.5">
        <h2 className="flex-1 text-sm font-semibold text-muted">{t`Recent searches`}</h2>
        <Button
          size="s"
          onClick={() => {
            forgetSearches(myId);
            setSearches([]);
          }}
        >
          {t`Forget all`}
        </Button>
      </div>
      <ul className="mt-1">
        {searches.map((query) => (
          <li key={query} className="flex items-center gap-1 rounded-md hover:bg-tint">
            <button
              type="button"
              onClick={() => onChoose(query)}
              className="flex min-h-9.5 min-w-0 flex-1 items-center gap-3 rounded-md px-2.5 text-start pointer-coarse:min-h-touch"
            >
              <History className="size-4 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
              <bdi className="min-w-0 truncate">{query}</bdi>
            </button>
            <IconButton
              icon={X}
              size="s"
              label={t`Forget “${query}”`}
              onClick={() => {
                forgetSearch(myId, query);
                setSearches(readSearches(myId));
                document.querySelector<HTMLElement>('search input')?.focus();
              }}
            />
          </li>
        ))}
      </ul>
      <p className="mt-3 px-2.5 text-xs text-faint">{t`Kept on this device until you log out.`}</p>
    </section>
  );
}
