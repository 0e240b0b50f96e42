import { documentsOf } from '@confab/client';
import { Bookmark } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { SavedRow } from './SavedRow.tsx';

/** Shown at once: each asks for its message. */
const pageSize = 40;

/** The messages that I saved, the newest saved first. */
export function SavedPane() {
  const client = useClient();
  const ids = useSavedIds();
  const isLoaded = useClientState((state) => state.documentsLoaded);
  const [shownCount, setShownCount] = useState(pageSize);
  const list = useRef<HTMLUListElement>(null);
  const now = useNow();

  function remove(id: string): void {
    const row = list.current?.querySelector(`[data-saved="${CSS.escape(id)}"]`);
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
    // The button goes with its row: the focus does not.
    (neighbour?.querySelector('button') ?? document.getElementById('main'))?.focus();
    client.putDocument('saved', id, null);
  }

  return (
    <PageFrame title={t`Saved`}>
      {ids.length === 0 ? (
        isLoaded && (
          <div className="flex min-h-full">
            <EmptyState icon={Bookmark} title={t`Nothing saved yet`}>
              {t`Point at a message, or press it for long, and choose “Save for later”. You find it here, on every device.`}
            </EmptyState>
          </div>
        )
      ) : (
        <div className="max-w-reading px-3 pt-2 pb-10 max-wide:px-1.5">
          <ul ref={list} aria-label={t`Saved messages`}>
            {ids.slice(0, shownCount).map((id) => (
              <SavedRow key={id} id={id} now={now} onRemove={() => remove(id)} />
            ))}
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

/** By id; what stands under each, its row asks for. */
function useSavedIds(): readonly string[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ documents }) => [documents],
          (state) =>
            documentsOf(state, 'saved')
              .toSorted((one, other) => compare(other.value.savedAt, one.value.savedAt) || compare(one.id, other.id))
              .map(({ id }) => id),
        ),
      [],
    ),
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
