import { directPeer, type ChatState, type ClientState } from '@confab/client';
import type { User } from '@confab/protocol';
import { membersText } from '../../lib/members-text.ts';
import { myIdIn } from '../../session/client.ts';
import type { Row } from './rows.ts';

/** In the order of the ids, which have these titles. */
export function chatRows(state: ClientState, chatIds: readonly string[], titles: readonly string[]): Row[] {
  return chatIds.flatMap((id, index): Row[] => {
    const chat = state.chats.get(id);
    return chat ? [chatRow(state, chat, titles[index] ?? '')] : [];
  });
}

function chatRow(state: ClientState, chat: ChatState, name: string): Row {
  const { id, kind, members, unread } = chat;
  const peer = directPeer(state, chat);
  const person = peer === null ? undefined : state.users.get(peer);
  return {
    key: `chat:${id}`,
    name,
    ...(person && { also: `@${person.username}` }),
    note: kind === 'group' ? membersText(members.length) : '',
    look: { avatarId: peer ?? id, userId: peer },
    unread,
    goal: { type: 'chat', chatId: id },
  };
}

/** People whom the page knows from chats with others. */
export function knownPeopleRows(state: ClientState): Row[] {
  return personRows([...state.users.values()], state);
}

/** Those with whom there is a chat of two are listed as that. */
export function personRows(users: readonly User[], state: ClientState): Row[] {
  const met = new Set([...state.chats.values()].map((chat) => directPeer(state, chat)));
  const myId = myIdIn(state);
  return users
    .filter(({ id, deleted }) => id !== myId && !met.has(id) && deleted !== true)
    .map(({ id, displayName, username, picture }): Row => {
      return {
        key: `person:${id}`,
        name: displayName,
        also: `@${username}`,
        note: `@${username}`,
        look: { avatarId: id, picture, userId: id },
        goal: { type: 'person', userId: id },
      };
    });
}
