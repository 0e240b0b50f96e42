import { chatTitle, directPeer } from '@confab/client';
import { Search } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { chatPath } from '../../app/place.ts';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useListKeys } from '../people/use-list-keys.ts';
import { usePeopleSearch } from '../people/use-people-search.ts';
import { useChatsByRecency, useClient, useMyId } from '../session/client.ts';
import { rankByName } from './rank-by-name.ts';

type Goal = { key: string; avatarId: string; name: string; note: string; chatId: string | null; userId: string | null };

const goalsShown = 12;

/** Ctrl/Cmd+K: a few letters lead to any chat or person. */
export function JumpPalette({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [error, setError] = useState<string | null>(null);
  const goals = useGoals(query);
  const keys = useListKeys(goals.length, list, (index) => go(goals[index]));

  async function open(goal: Goal): Promise<void> {
    try {
      const chatId = goal.chatId ?? (await client.createDirectChat(goal.userId ?? '')).id;
      onClose();
      void navigate(chatPath(chatId));
    } catch (reason) {
      setError(failureText(reason));
    }
  }

  function go(goal: Goal | undefined): void {
    if (goal !== undefined) void open(goal);
  }

  return (
    <Dialog
      title="Jump to a chat or a person"
      titleHidden
      onClose={onClose}
      initialFocus={input}
      finalFocus={composerOrBack}
      className="overflow-hidden"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search className="size-4.5 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
        <input
          ref={input}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            keys.setIndex(0);
          }}
          onKeyDown={keys.onKeyDown}
          role="combobox"
          aria-label="Jump to a chat or a person"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={keys.current < 0 ? undefined : `${id}-${keys.current}`}
          placeholder="Jump to a chat or a person"
          autoComplete="off"
          spellCheck={false}
          className="min-h-13 min-w-0 flex-1 bg-transparent outline-none"
        />
      </div>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="Chats and people"
        className="max-h-[min(25rem,55vh)] overflow-y-auto p-1.5"
      >
        {goals.map((goal, index) => (
          <div
            key={goal.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === keys.current}
            data-current={index === keys.current || undefined}
            onClick={() => go(goal)}
            onPointerMove={() => index !== keys.current && keys.setIndex(index)}
            className={classNames(
              'flex min-h-11.5 cursor-pointer items-center gap-3 rounded-m px-2.5',
              index === keys.current && 'bg-accent-soft',
            )}
          >
            <Avatar id={goal.avatarId} name={goal.name} size="xs" />
            <bdi className="min-w-0 flex-1 truncate font-medium">{goal.name}</bdi>
            <span className="shrink-0 text-xs text-muted">{goal.note}</span>
          </div>
        ))}
      </div>
      <p role="status" className="px-4 text-sm text-muted not-empty:pb-4">
        {error ?? (goals.length === 0 && query !== '' ? `Nothing is called “${query.trim()}”.` : '')}
      </p>
    </Dialog>
  );
}

function useGoals(query: string): Goal[] {
  const client = useClient();
  const chats = useChatsByRecency();
  const myId = useMyId();
  const { users } = usePeopleSearch(query);
  return useMemo(() => {
    const state = client.getState();
    const chatGoals = chats.map((chat): Goal => {
      const peer = directPeer(state, chat);
      const note = chat.kind === 'group' ? `${chat.members.length} members` : '';
      return {
        key: chat.id,
        avatarId: peer ?? chat.id,
        name: chatTitle(state, chat),
        note,
        chatId: chat.id,
        userId: peer,
      };
    });
    const known = new Set(chatGoals.map((goal) => goal.userId));
    const people = query.trim() === '' ? [] : users.filter((user) => user.id !== myId && !known.has(user.id));
    const personGoals = people.map((user): Goal => ({
      key: user.id,
      avatarId: user.id,
      name: user.displayName,
      note: `@${user.username}`,
      chatId: null,
      userId: user.id,
    }));
    return [...rankByName(chatGoals, query), ...personGoals].slice(0, goalsShown);
  }, [client, chats, users, myId, query]);
}
