import type { User } from '@confab/protocol';
import { X } from 'lucide-react';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type UIEvent,
} from 'react';
import { isComposing } from '../../lib/is-composing.ts';
import { takeKeys } from '../../lib/key-catcher.ts';
import { t } from '../../lib/words.ts';
import { newChatGoal } from '../switching/index.ts';
import { useMyId } from '../../session/client.ts';
import { PersonOption } from './PersonOption.tsx';
import { useListKeys } from './use-list-keys.ts';
import { usePeopleSearch } from './use-people-search.ts';

type PeoplePickerProps = {
  chosen: readonly User[];
  onChange: (chosen: readonly User[]) => void;
  /** People who can't be chosen, besides oneself. */
  exceptIds?: ReadonlySet<string>;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Ctrl/Cmd+Enter, and Enter in an empty field with someone chosen. */
  onSubmit: () => void;
  /** Stands between the field and the list. */
  children?: ReactNode;
};

const noIds: ReadonlySet<string> = new Set();
/** The next page is asked for this long before the end of the list. */
const loadAheadPx = 200;
/** As many as make the list scroll. */
const listFull = 8;

export function PeoplePicker({ chosen, onChange, exceptIds = noIds, inputRef, onSubmit, children }: PeoplePickerProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const myId = useMyId();
  const search = usePeopleSearch(query);
  const people = search.users.filter((user) => user.id !== myId && !exceptIds.has(user.id));
  const isLeftOut = search.users.some(({ id: userId }) => exceptIds.has(userId) && userId !== myId);
  useLayoutEffect(
    () =>
      // A name that was typed before the field was there.
      takeKeys(newChatGoal, ({ entered, text }) => {
        setQuery([...entered, text].join(' '));
        inputRef.current?.focus();
      }),
    [inputRef],
  );
  useEffect(() => {
    // Those left out may have been the whole page.
    if (people.length < listFull) search.loadMore();
  });
  const chosenIds = new Set(chosen.map((user) => user.id));
  const keys = useListKeys(people.length, list, (index) => toggle(people[index]));

  function toggle(user: User | undefined): void {
    if (user === undefined) return;
    onChange(chosenIds.has(user.id) ? chosen.filter((other) => other.id !== user.id) : [...chosen, user]);
    setQuery('');
    // The next Enter goes on with who is chosen; the arrows lead back into the list.
    keys.setIndex(-1);
    inputRef.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event)) return;
    if (event.key === 'Backspace' && query === '' && chosen.length > 0) return onChange(chosen.slice(0, -1));
    if (event.key === 'Enter' && isFinal(event)) {
      event.preventDefault();
      return onSubmit();
    }
    keys.onKeyDown(event);
  }

  function isFinal(event: KeyboardEvent): boolean {
    if (chosen.length === 0) return false;
    return event.ctrlKey || event.metaKey || (query === '' && keys.current < 0);
  }

  function onScroll(event: UIEvent<HTMLElement>): void {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < loadAheadPx) search.loadMore();
  }

  return (
    <>
      <div
        onClick={() => inputRef.current?.focus()}
        className="flex max-h-32 min-h-10 cursor-text flex-wrap items-center gap-1.5 overflow-y-auto rounded-sm border border-edge bg-bg px-2 py-1.5 transition-edge focus-within:border-accent focus-within:ring-3 focus-within:ring-(--ring)"
      >
        {chosen.map((user) => (
          <Chip key={user.id} user={user} onRemove={() => toggle(user)} />
        ))}
        <input
          ref={inputRef}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            keys.setIndex(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label={t`Search people`}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
          placeholder={t`Search people`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="min-h-6.5 min-w-field flex-1 bg-transparent px-1 outline-none"
        />
      </div>
      {children}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t`People`}
        aria-busy={search.isLoading}
        onScroll={onScroll}
        className="-mx-2 mt-2.5 h-picker overflow-y-auto overscroll-contain"
      >
        {people.map((user, index) => (
          <PersonOption
            key={user.id}
            id={`${id}-${index}`}
            user={user}
            isCurrent={index === keys.current}
            isChosen={chosenIds.has(user.id)}
            onChoose={() => toggle(user)}
            onPoint={() => keys.setIndex(index)}
          />
        ))}
        {people.length === 0 && search.isLoading && <PeopleSkeleton />}
      </div>
      <p role="status" className="text-sm text-muted">
        {emptyText(people.length, query, { ...search, isLeftOut })}
      </p>
    </>
  );
}

type Searched = {
  isLoading: boolean;
  error: string | null;
  /** Somebody was found who can't be chosen, as a member who is in already. */
  isLeftOut: boolean;
};

function emptyText(count: number, query: string, { error, isLoading, isLeftOut }: Searched): string {
  if (error !== null) return error;
  if (count > 0 || isLoading) return '';
  const wanted = query.trim();
  if (wanted === '') return isLeftOut ? t`No one is left to choose.` : t`No one else is here yet.`;
  return isLeftOut ? t`No one else matches “${wanted}”.` : t`No one matches “${wanted}”.`;
}

function Chip({ user, onRemove }: { user: User; onRemove: () => void }) {
  return (
    <span className="inline-flex max-w-full items-center rounded-sm bg-accent-soft text-sm font-medium text-accent-text">
      <bdi className="truncate py-0.5 ps-2">{user.displayName}</bdi>
      <button
        type="button"
        aria-label={t`Remove ${user.displayName}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 pointer-coarse:min-h-8 pointer-coarse:min-w-8 place-items-center rounded-sm hover:bg-accent-soft-hover"
      >
        <X className="size-3.25" strokeWidth={2.4} aria-hidden="true" />
      </button>
    </span>
  );
}

function PeopleSkeleton() {
  return [0, 1, 2, 3].map((index) => (
    <div key={index} aria-hidden="true" className="flex min-h-13.5 items-center gap-2.75 px-2">
      <span className="skeleton size-9 rounded-avatar" />
      <span className="flex flex-col gap-2">
        <span className="skeleton h-3 w-28" />
        <span className="skeleton h-2.5 w-20" />
      </span>
    </div>
  ));
}
