import { useState, type ReactNode, type Ref } from 'react';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';
import { PageFrame } from './PageFrame.tsx';

type ListPageProps = {
  title: string;
  /** Of the list, for a screen reader. */
  label: string;
  ids: readonly string[];
  /** Nothing is said to be missing before that. */
  isLoaded: boolean;
  /** In the place of a list without rows. */
  empty: ReactNode;
  listRef?: Ref<HTMLUListElement>;
  /** One row, an `li` with the id as its key. */
  children: (id: string) => ReactNode;
};

/** Shown at once: each row may ask for the message that it is about. */
const pageSize = 40;

/** A page that is one list, in pages of its own. */
export function ListPage({ title, label, ids, isLoaded, empty, listRef, children }: ListPageProps) {
  const [shownCount, setShownCount] = useState(pageSize);
  return (
    <PageFrame title={title}>
      {ids.length === 0 ? (
        isLoaded && <div className="flex min-h-full">{empty}</div>
      ) : (
        <div className="max-w-reading px-3 pt-2 pb-10 max-wide:px-1.5">
          <ul ref={listRef} aria-label={label}>
            {ids.slice(0, shownCount).map(children)}
          </ul>
          {ids.length > shownCount && (
            <Button className="mx-2.5 mt-3" onClick={() => setShownCount(shownCount + pageSize)}>
              {t`Show more`}
            </Button>
          )}
        </div>
      )}
    </PageFrame>
  );
}
