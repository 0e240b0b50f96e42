import { listPeople } from '@confab/protocol/administration/paths';
import { placeRoles, type PlaceRole } from '@confab/protocol/place-role';
import type { AccountState, Person } from '@confab/protocol';
import { UserPlus, Users } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { roleText } from '../../../lib/role-words.ts';
import { useNow } from '../../../lib/use-now.ts';
import { usePagedAnswer } from '../../../lib/use-paged-answer.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { NewPersonDialog } from './NewPersonDialog.tsx';
import { PersonRow } from './PersonRow.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { stateText } from './person-words.ts';

const pageSize = 40;
const watchedMax = 100;
const states: readonly AccountState[] = ['active', 'waiting', 'banned', 'deactivated'];

/** Everybody who has an account: found by name, changed one by one or many at once. */
export function PeoplePage() {
  const now = useNow();
  const [query, setQuery] = useState('');
  const [role, setRole] = useState<PlaceRole | ''>('');
  const [state, setState] = useState<AccountState | ''>('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isMaking, setMaking] = useState(false);
  const people = usePeople({ query: query.trim(), role, state });
  const shownIds = people.items.map(({ id }) => id);
  const chosenIds = shownIds.filter((id) => chosen.has(id));

  useWatched(shownIds);

  function choose(id: string, isChosen: boolean): void {
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)));
  }
  function done(): void {
    setChosen(new Set());
    people.reload();
  }

  return (
    <>
      <div className="flex flex-wrap gap-3">
        <TextField
          className="min-w-0 flex-1 basis-64 max-wide:basis-full"
          label={t`Search people`}
          type="search"
          placeholder={t`Name, username, e-mail`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <SelectField
          className="w-36 max-wide:flex-1"
          label={t`Role`}
          value={role}
          onChoose={setRole}
          options={[
            { value: '', label: t`Every role` },
            ...placeRoles.map((value) => ({ value, label: roleText(value) })),
          ]}
        />
        <SelectField
          className="w-36 max-wide:flex-1"
          label={t`State`}
          value={state}
          onChoose={setState}
          options={[
            { value: '', label: t`Every state` },
            ...states.map((value) => ({ value, label: stateText(value) })),
          ]}
        />
      </div>
      <div className="mt-4">
        <PageNote error={people.error} onRetry={people.reload} />
      </div>
      <Button className="mb-2 max-wide:w-full" onClick={() => setMaking(true)}>
        <UserPlus className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
        {t`New account…`}
      </Button>
      {isMaking && <NewPersonDialog onClose={() => setMaking(false)} onMade={people.reload} />}
      <SelectionBar
        ids={chosenIds}
        summary={people.count === null ? '' : countText(people.count)}
        isAllChosen={shownIds.length > 0 && chosenIds.length === shownIds.length}
        onChooseAll={(isChosen) => setChosen(new Set(isChosen ? shownIds : []))}
        onDone={done}
      />
      {people.items.length > 0 && (
        <ul aria-label={t`People`} aria-busy={people.isLoading}>
          {people.items.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              now={now}
              isChosen={chosen.has(person.id)}
              onChoose={(isChosen) => choose(person.id, isChosen)}
              onChanged={people.reload}
            />
          ))}
        </ul>
      )}
      {people.items.length === 0 && people.isLoading && <RowsSkeleton />}
      {people.items.length === 0 && !people.isLoading && people.error === null && (
        <EmptyState icon={Users} title={t`Nobody found`}>
          {t`Nobody here fits that. Try a part of the name, or another role.`}
        </EmptyState>
      )}
      {people.hasMore && (
        <Button className="mt-3" disabled={people.isLoading} onClick={people.loadMore}>
          {t`Show more`}
        </Button>
      )}
    </>
  );
}

function countText(count: number): string {
  return t`${plural(count, { one: '# person', other: '# people' })}`;
}

/** So that who comes and goes meanwhile is seen: of as many as a client may watch. */
function useWatched(shownIds: readonly string[]): void {
  const client = useClient();
  const ids = shownIds.slice(0, watchedMax).join(' ');
  useEffect(() => (ids === '' ? undefined : client.watchPresence(ids.split(' '))), [client, ids]);
}

function usePeople({ query, role, state }: { query: string; role: PlaceRole | ''; state: AccountState | '' }) {
  const { rest } = useClient();
  return usePagedAnswer<Person>(
    useCallback(
      async (cursor, signal) => {
        const asked = { limit: pageSize, ...(query && { query }), ...(role && { role }), ...(state && { state }) };
        const page = await rest.call(listPeople, { query: { ...asked, ...(cursor && { cursor }) } }, { signal });
        return { items: page.people, nextCursor: page.nextCursor, count: page.count };
      },
      [rest, query, role, state],
    ),
  );
}
