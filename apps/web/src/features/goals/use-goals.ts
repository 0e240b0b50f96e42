import { directPeer, type ChatState, type ConfabClient } from '@confab/client';
import { useMemo } from 'react';
import { membersText } from '../../lib/members-text.ts';
import { useChatIds, useChatTitles, useClient, useMyId } from '../../session/client.ts';
import { usePeopleSearch } from '../people/index.ts';
import { addressedChat, visitedChats } from '../switching/index.ts';
import { rankByName } from './rank-by-name.ts';

export type Goal = {
  key: string;
  avatarId: string;
  /** Of somebody who may be unknown elsewhere. */
  picture?: string | undefined;
  name: string;
  note: string;
  chatId: string | null;
  userId: string | null;
  unread: number;
};

const goalsShown = 12;
/** Of those, people without a chat where no letters say which. */
const peopleShown = 4;

type Goals = { goals: Goal[]; isLoading: boolean; error: string | null };

/**
 * Where a few letters may lead: the chats whose name holds them, then people whom the server found. `listsPeople`: before any letter,
 * too, where whoever looks for a person knows no other place.
 */
export function useGoals(query: string, { listsPeople = false } = {}): Goals {
  const client = useClient();
  const chatIds = useChatIds();
  const titles = useChatTitles(chatIds);
  const myId = useMyId();
  const { users, isLoading, error } = usePeopleSearch(query);
  const goals = useMemo(() => {
    const state = client.getState();
    const chatGoals = chatIds.flatMap((id, index) => {
      const chat = state.chats.get(id);
      return chat ? [chatGoal(chat, titles[index] ?? '', directPeer(state, chat))] : [];
    });
    const known = new Set(chatGoals.map((goal) => goal.userId));
    const isSearch = query.trim() !== '';
    const people = isSearch || listsPeople ? users.filter((user) => user.id !== myId && !known.has(user.id)) : [];
    const personGoals = people.map(({ id, displayName: name, username, picture }): Goal => {
      return { key: id, avatarId: id, picture, name, note: `@${username}`, chatId: null, userId: id, unread: 0 };
    });
    const offered = isSearch ? rankByName(chatGoals, query) : beforeThisOne(chatGoals, client);
    const chatsShown = listsPeople && !isSearch ? goalsShown - Math.min(personGoals.length, peopleShown) : goalsShown;
    return [...offered.slice(0, chatsShown), ...personGoals].slice(0, goalsShown);
  }, [client, chatIds, titles, users, myId, query, listsPeople]);
  return { goals, isLoading, error };
}

/** Back is one key away: the chat before this one first, then the others that were open, then the rest; this one last. */
function beforeThisOne(goals: readonly Goal[], client: ConfabClient): Goal[] {
  const current = addressedChat();
  const visited = visitedChats(client).filter((id) => id !== current);
  const placeOf = ({ chatId }: Goal): number => {
    if (chatId === current) return Infinity;
    const index = visited.indexOf(chatId ?? '');
    return index < 0 ? visited.length : index;
  };
  return goals.toSorted((one, other) => (placeOf(one) === placeOf(other) ? 0 : placeOf(one) - placeOf(other)));
}

function chatGoal({ id, kind, members, unread }: ChatState, name: string, peer: string | null): Goal {
  const note = kind === 'group' ? membersText(members.length) : '';
  return { key: id, avatarId: peer ?? id, name, note, chatId: id, userId: peer, unread };
}
