import { chatTitle, chatsByRecency, type ClientState } from '@confab/client';
import type { User } from '@confab/protocol';
import { searchIs, type SearchFilterPart } from '@confab/protocol/search';
import { useMemo } from 'react';
import { foldText } from '../../lib/fold-text.ts';
import { t } from '../../lib/words.ts';
import { isNotes, myIdIn, useClient } from '../../session/client.ts';
import { usePeopleSearch } from '../people/index.ts';
import { hasWords, isWords, offeredHas } from './chip-words.ts';
import { chipOf } from './query-chips.ts';
import { chipOfChat } from './SearchSide.tsx';
import type { TypedFilter } from './typed-filter.ts';

/** What may stand behind a filter. */
export type Suggestion = { key: string; label: string; note: string; chip: SearchFilterPart };

const shownMax = 6;
const none: readonly Suggestion[] = [];

export function useSuggestions(typed: TypedFilter | null): readonly Suggestion[] {
  const client = useClient();
  const isOfPerson = typed?.filter === 'from' || typed?.filter === 'mentions';
  const { users } = usePeopleSearch(isOfPerson ? typed.value.replace(/^@/, '') : '');
  return useMemo(() => {
    if (typed === null) return none;
    const { filter, isNegated } = typed;
    const value = foldText(typed.value.replace(/^@/, ''));
    return suggestionsOf({ state: client.getState(), users: isOfPerson ? users : [], filter, value })
      .slice(0, shownMax)
      .map((one) => (isNegated ? { ...one, chip: { ...one.chip, isNegated } } : one));
  }, [client, typed, isOfPerson, users]);
}

type Sought = { state: ClientState; users: readonly User[]; filter: TypedFilter['filter']; value: string };

function suggestionsOf({ state, users, filter, value }: Sought): Suggestion[] {
  switch (filter) {
    case 'from':
    case 'mentions':
      return people(state, users, { filter, value });
    case 'in':
      return chats(state, value);
    case 'has':
      return offeredHas.map((has) => word('has', has, hasWords(has))).filter(fits(value));
    case 'is':
      return searchIs.map((is) => word('is', is, isWords(is))).filter(fits(value));
    case 'before':
    case 'after':
    case 'on':
      return days(filter).filter(fits(value));
  }
}

function word(filter: TypedFilter['filter'], value: string, label: string): Suggestion {
  return { key: `${filter}:${value}`, label, note: value, chip: chipOf(filter, value) };
}

function fits(value: string): (one: Suggestion) => boolean {
  return ({ label, note }) => value === '' || foldText(note).startsWith(value) || foldText(label).includes(value);
}

function people(state: ClientState, found: readonly User[], sought: Pick<Sought, 'filter' | 'value'>): Suggestion[] {
  const { filter, value } = sought;
  const myId = myIdIn(state);
  const known = new Map([...state.users.values(), ...found].map((user) => [user.id, user]));
  const others = [...known.values()].filter(
    (user) =>
      user.id !== myId && user.deleted !== true && foldText(`${user.displayName} ${user.username}`).includes(value),
  );
  const me = { ...word(filter, 'me', t`Me`), note: t`me` };
  return [
    ...(fits(value)(me) ? [me] : []),
    ...others.map(({ displayName, username }): Suggestion => {
      return { key: `${filter}:${username}`, label: displayName, note: `@${username}`, chip: chipOf(filter, username) };
    }),
  ];
}

function chats(state: ClientState, value: string): Suggestion[] {
  return chatsByRecency(state.chats)
    .map((chat): Suggestion => {
      const label = isNotes(chat) ? t`Notes to self` : chatTitle(state, chat);
      return { key: chat.id, label, note: '', chip: chipOfChat(state, chat.id) };
    })
    .filter(({ label }) => foldText(label).includes(value));
}

function days(filter: 'before' | 'after' | 'on'): Suggestion[] {
  const today = new Date();
  const month = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}`;
  return [
    word(filter, 'today', t`Today`),
    word(filter, 'yesterday', t`Yesterday`),
    word(filter, month, t`This month`),
    word(filter, String(today.getFullYear()), t`This year`),
  ];
}
