import { chatsByRecency, chatTitle, directPeer, type ClientState } from '@confab/client';
import type { User } from '@confab/protocol';
import { membersText } from '../../lib/members-text.ts';
import { t } from '../../lib/words.ts';
import { isNotes, myIdIn } from '../../session/client.ts';
import type { Row } from './rows.ts';

/** All chats that the page knows, last spoken in first. */
export function chatRows(state: ClientState): Row[] {
  return chatsByRecency(state.chats).map((chat): Row => {
    const { id, kind, members, unread } = chat;
    const peer = directPeer(state, chat);
    const person = peer === null ? undefined : state.users.get(peer);
    return {
      key: `chat:${id}`,
      name: isNotes(chat) ? t`Notes to self` : chatTitle(state, chat),
      ...(person && { also: `@${person.username}` }),
      note: kind === 'group' ? membersText(members.length) : '',
      look: { avatarId: peer ?? id, userId: peer },
      unread,
      goal: { type: 'chat', chatId: id },
    };
  });
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
