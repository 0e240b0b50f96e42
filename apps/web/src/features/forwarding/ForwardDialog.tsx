import type { Message } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { takeKeys } from '../../lib/key-catcher.ts';
import { namesText } from '../../lib/list-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { plural, t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { GoalOption, useGoals, type Goal } from '../goals/index.ts';
import { useListKeys } from '../people/index.ts';
import { forwardGoal } from './forward-goal.ts';
import { forwardedToMax, forwardMessages } from './forward-messages.ts';
import { WhatGoes } from './WhatGoes.tsx';

type ForwardDialogProps = Omit<ActionDialogProps, 'anchor'> & {
  /** Several at once, `message` among them. */
  messages?: readonly Message[];
  onForwarded?: () => void;
};

/** To which chats and people, and a note that goes before. */
export function ForwardDialog({ message, messages = [message], finalFocus, onClose, onForwarded }: ForwardDialogProps) {
  const client = useClient();
  const search = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly Goal[]>([]);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  function forward(): void {
    if (isBusy || chosen.length === 0) return;
    setBusy(true);
    forwardMessages(client, { messages, goals: chosen, note }).then(finish, (reason: unknown) => {
      setError(failureText(reason));
      setBusy(false);
    });
  }

  function finish(): void {
    tell(t`Forwarded to ${namesText(chosen.map(({ name }) => name))}`, brieflyMs);
    onForwarded?.();
    onClose();
  }

  function toggle(goal: Goal): void {
    const others = chosen.filter(({ key }) => key !== goal.key);
    if (others.length < chosen.length) return setChosen(others);
    if (chosen.length < forwardedToMax) return setChosen([...chosen, goal]);
    setError(
      t`${plural(forwardedToMax, { one: 'You can forward to # chat at once.', other: 'You can forward to up to # chats at once.' })}`,
    );
  }

  return (
    <Dialog title={t`Forward`} onClose={onClose} initialFocus={search} finalFocus={finalFocus}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          forward();
        }}
      >
        <WhatGoes message={messages[0] ?? message} count={messages.length} />
        <GoalPicker fieldRef={search} chosen={chosen} onToggle={toggle} onSubmit={forward} />
        <p role="status" className="mt-2 min-h-5 truncate text-sm text-muted">
          {chosen.length > 0 && t`To ${namesText(chosen.map(({ name }) => name))}`}
        </p>
        <TextField
          className="mt-1.5"
          label={t`Note (optional)`}
          value={note}
          maxCharacters={limits.contentMax}
          onChange={(event) => setNote(event.target.value)}
        />
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={chosen.length === 0 || isBusy}>
            {t`Forward`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

type GoalPickerProps = {
  fieldRef: React.RefObject<HTMLInputElement | null>;
  chosen: readonly Goal[];
  onToggle: (goal: Goal) => void;
  /** Enter in an empty field with something chosen, and Ctrl/Cmd+Enter. */
  onSubmit: () => void;
};

function GoalPicker({ fieldRef, chosen, onToggle, onSubmit }: GoalPickerProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const { goals, error } = useGoals(query, { listsPeople: true });
  const keys = useListKeys(goals.length, list, (index) => choose(goals[index]));
  useLayoutEffect(
    () =>
      // Enter chooses of what is seen: one that came before chose nothing.
      takeKeys(forwardGoal, ({ entered, text }) => {
        setQuery([...entered, text].join(' '));
        fieldRef.current?.focus();
      }),
    [fieldRef],
  );

  function choose(goal: Goal | undefined): void {
    if (goal === undefined) return;
    onToggle(goal);
    setQuery('');
    keys.setIndex(-1);
    fieldRef.current?.focus();
  }

  return (
    <>
      <input
        ref={fieldRef}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          keys.setIndex(0);
        }}
        onKeyDown={(event) => {
          const isFinal = event.ctrlKey || event.metaKey || (query === '' && keys.current < 0);
          if (event.key === 'Enter' && isFinal && chosen.length > 0) {
            event.preventDefault();
            return onSubmit();
          }
          keys.onKeyDown(event);
        }}
        role="combobox"
        aria-label={t`Search chats and people`}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
        placeholder={t`Search chats and people`}
        autoComplete="off"
        spellCheck={false}
        className="min-h-10 w-full rounded-sm border border-edge bg-bg px-3 outline-none transition-edge focus:border-accent focus:ring-3 focus:ring-(--ring)"
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t`Chats and people`}
        className="-mx-2 mt-2 h-picker overflow-y-auto overscroll-contain"
      >
        {goals.map((goal, index) => (
          <GoalOption
            key={goal.key}
            id={`${id}-${index}`}
            goal={goal}
            isCurrent={index === keys.current}
            isChosen={chosen.some(({ key }) => key === goal.key)}
            onChoose={() => choose(goal)}
            onPoint={() => keys.setIndex(index)}
          />
        ))}
      </div>
      {error !== null && <p className="text-sm text-muted">{error}</p>}
    </>
  );
}
