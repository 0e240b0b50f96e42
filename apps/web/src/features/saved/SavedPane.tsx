import { documentsOf } from '@confab/client';
import { Bookmark } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { SavedRow } from './SavedRow.tsx';

/** The messages that I saved, the newest saved first. */
export function SavedPane() {
  const client = useClient();
  const ids = useSavedIds();
  const isLoaded = useClientState((state) => state.documentsLoaded);
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
    <ListPage
      title={t`Saved`}
      label={t`Saved messages`}
      ids={ids}
      isLoaded={isLoaded}
      listRef={list}
      empty={
        <EmptyState icon={Bookmark} title={t`Nothing saved yet`}>
          {t`Point at a message, or press and hold it, and choose “Save for later”. It’s kept here, on all your devices.`}
        </EmptyState>
      }
    >
      {(id) => <SavedRow key={id} id={id} now={now} onRemove={() => remove(id)} />}
    </ListPage>
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
