import { chatTitle, directPeer, type ClientState } from '@confab/client';
import {
  searchHas,
  type SearchFilter,
  type SearchFilterPart,
  type SearchHas,
  type SearchIs,
} from '@confab/protocol/search';
import { t } from '../../lib/words.ts';

/** What a chip says: names instead of what they are typed by. */
export function chipWords(state: ClientState, { filter, value, isNegated }: SearchFilterPart): string {
  const words = wordsOf(state, filter, value);
  return isNegated ? t`not ${words}` : words;
}

function wordsOf(state: ClientState, filter: SearchFilter, value: string): string {
  const word = value.toLowerCase();
  switch (filter) {
    case 'has':
      return hasWords(word as SearchHas);
    case 'is':
      return isWords(word as SearchIs);
    case 'from':
      return t`from ${personName(state, word)}`;
    case 'mentions':
      return t`mentions ${personName(state, word)}`;
    case 'in':
      return t`in ${chatName(state, value)}`;
    case 'before':
      return t`before ${value}`;
    case 'after':
      return t`after ${value}`;
    case 'on':
      return t`on ${value}`;
  }
}

/** What can be found: there are no polls yet, so whoever is offered them looks in vain. */
export const offeredHas = searchHas.filter((has) => has !== 'poll');

export function hasWords(has: SearchHas): string {
  switch (has) {
    case 'file':
      return t`with a file`;
    case 'image':
      return t`with a picture`;
    case 'link':
      return t`with a link`;
    case 'poll':
      return t`with a poll`;
    case 'reaction':
      return t`with reactions`;
  }
}

export function isWords(is: SearchIs): string {
  switch (is) {
    case 'pinned':
      return t`pinned`;
    case 'saved':
      return t`saved`;
    case 'thread':
      return t`in threads`;
    case 'mine':
      return t`written by me`;
  }
}

function personName({ users }: ClientState, username: string): string {
  if (username === 'me') return t`me`;
  const bare = username.replace(/^@/, '');
  return [...users.values()].find((user) => user.username.toLowerCase() === bare)?.displayName ?? username;
}

function chatName(state: ClientState, value: string): string {
  const byId = state.chats.get(value);
  if (byId) return chatTitle(state, byId);
  if (!value.startsWith('@')) return value;
  const chat = [...state.chats.values()].find((one) => {
    const peer = directPeer(state, one);
    return peer !== null && state.users.get(peer)?.username.toLowerCase() === value.slice(1).toLowerCase();
  });
  return chat ? chatTitle(state, chat) : value;
}
