import { Search } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { catchingField, catchKeys, caughtFor, dropKeys, takeKeys, typeOn } from '../../lib/key-catcher.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { t } from '../../lib/words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useListKeys } from '../people/index.ts';
import { useClient } from '../../session/client.ts';
import { useGoToChat, useGoToNewChat, type Typed } from '../switching/index.ts';
import { jumpGoal } from './jump-goal.ts';
import { GoalOption, useGoals, type Goal } from '../goals/index.ts';

/** Ctrl/Cmd+K: a few letters lead to any chat or person. */
export function JumpPalette({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const goToChat = useGoToChat();
  const goToNewChat = useGoToNewChat();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { goals, isLoading, error: searchError } = useGoals(query);
  const keys = useListKeys(goals.length, list, (index) => go(goals[index]));
  const earlyEnter = useEarlyEnter({ input, query, setQuery, goals, isLoading, go });

  function go(goal: Goal | undefined): void {
    if (goal === undefined) return;
    const typed: Typed | undefined = caughtFor(jumpGoal) ?? undefined;
    if (goal.chatId !== null) {
      goToChat(goal.chatId, { typed });
      return onClose();
    }
    const { userId } = goal;
    const host = list.current?.parentElement ?? null;
    const make = async (): Promise<{ id: string }> => await client.createDirectChat(userId ?? '');
    void goToNewChat({ make, typed, host }).then(onClose, (reason: unknown) => {
      input.current?.focus();
      setError(failureText(reason));
    });
  }

  return (
    <Dialog
      title={t`Jump to a chat or a person`}
      titleHidden
      onClose={onClose}
      initialFocus={() => (earlyEnter.isWaiting() ? catchingField() : null) ?? input.current ?? true}
      finalFocus={composerOrBack}
      className="overflow-hidden"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4 pointer-coarse:pe-12">
        <Search className="size-4.5 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        <input
          ref={input}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            keys.setIndex(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isComposing(event) && goals.length === 0 && isLoading)
              earlyEnter.chooseFirst();
            else keys.onKeyDown(event);
          }}
          role="combobox"
          aria-label={t`Jump to a chat or a person`}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
          placeholder={t`Jump to a chat or a person`}
          autoComplete="off"
          spellCheck={false}
          className="min-h-13 min-w-0 flex-1 bg-transparent outline-none"
        />
        <Taker take={earlyEnter.take} />
      </div>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t`Chats and people`}
        className="max-h-list overflow-y-auto p-1.5"
      >
        {goals.map((goal, index) => (
          <GoalOption
            key={goal.key}
            id={`${id}-${index}`}
            goal={goal}
            isCurrent={index === keys.current}
            onChoose={() => go(goal)}
            onPoint={() => keys.setIndex(index)}
          />
        ))}
      </div>
      <p role="status" className="px-4 text-sm text-muted not-empty:pb-4">
        {error ??
          searchError ??
          (goals.length === 0 && query !== '' ? t`No chat or person matches “${query.trim()}”.` : '')}
      </p>
    </Dialog>
  );
}

type EarlyEnter = {
  input: RefObject<HTMLInputElement | null>;
  query: string;
  setQuery: (query: string) => void;
  goals: readonly Goal[];
  isLoading: boolean;
  go: (goal: Goal | undefined) => void;
};

/** Who is quicker than the palette or its search: the name is searched for, Enter waits for what is found. */
function useEarlyEnter({ input, query, setQuery, goals, isLoading, go }: EarlyEnter) {
  /** What Enter was pressed for. Until that is searched for, what is listed is for something else. */
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (asked.current !== query || (goals.length === 0 && isLoading)) return;
    asked.current = null;
    if (goals.length > 0) return go(goals[0]);
    dropKeys(jumpGoal);
    input.current?.focus();
  });
  return {
    take: () =>
      takeKeys(jumpGoal, ({ entered: [name, ...lines], text }) => {
        setQuery(name ?? text);
        if (name === undefined) return input.current?.focus();
        asked.current = name;
        // What comes after the name is for the chat.
        dropKeys();
        catchInside(input, { entered: lines, text });
      }),
    isWaiting: () => asked.current !== null,
    chooseFirst(): void {
      asked.current = query;
      catchInside(input, { entered: [], text: '' });
    },
  };
}

/** Beside the field: what a dialog holds is there later than what renders the dialog, and until then keys are caught. */
function Taker({ take }: { take: () => () => void }): null {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the field is there
  useLayoutEffect(take, []);
  return null;
}

/** In the dialog, which takes back a focus that leaves it. */
function catchInside(input: RefObject<HTMLInputElement | null>, typed: Typed): void {
  catchKeys(jumpGoal, { host: input.current?.parentElement ?? null });
  typeOn(typed);
}
