import { isDeepStrictEqual } from 'node:util';
import { messagesIn, type ChatState, type ClientState } from '@confab/client';
import type { Chat } from '@confab/protocol';
import type { WholeLog } from './check-log.ts';

/** What a fetch of one moment gives. */
export interface Fresh {
  userId: string;
  chats: readonly Chat[];
  log: WholeLog;
  /** Hold read positions and unread counts against it too. */
  positions: boolean;
}

/** In what a client's state differs from a fresh fetch: old state + events = fresh state. */
export function compareState(state: ClientState, fresh: Fresh): string[] {
  const shown = [...state.chats.keys()].toSorted().join();
  const expected = fresh.chats
    .map(({ id }) => id)
    .toSorted()
    .join();
  const found = shown === expected ? [] : [`has the chats ${shown} and is in ${expected}`];
  for (const chat of fresh.chats) {
    const known = state.chats.get(chat.id);
    if (!known) continue;
    found.push(...differences(known, chat, fresh).map((difference) => `${chat.id} ${difference}`));
    found.push(...differentMessages(known, fresh.log));
    for (const { clientId, status } of known.pending) {
      if (status !== 'failed') found.push(`${clientId} is still ${status}`);
    }
  }
  return found;
}

function differences(known: ChatState, chat: Chat, { userId, positions }: Fresh): string[] {
  const shown = {
    name: known.name,
    rev: known.rev,
    lastSeq: known.lastSeq,
    unread: known.unread,
    readSeq: known.readSeq,
    lastMessage: known.lastMessage,
    members: known.members.map((member) => `${member.userId} ${member.role}`).toSorted(),
  };
  const stored = {
    name: chat.name,
    rev: chat.rev,
    lastSeq: chat.lastSeq,
    unread: chat.unread,
    readSeq: chat.members.find(({ user }) => user.id === userId)?.readSeq ?? 0,
    lastMessage: chat.lastMessage,
    members: chat.members.map(({ user, role }) => `${user.id} ${role}`).toSorted(),
  };
  const keys = Object.keys(stored) as (keyof typeof stored)[];
  return keys
    .filter((key) => positions || (key !== 'unread' && key !== 'readSeq'))
    .filter((key) => !isDeepStrictEqual(shown[key], stored[key]))
    .map((key) => `shows ${key} ${JSON.stringify(shown[key])}, stored is ${JSON.stringify(stored[key])}`);
}

function differentMessages(known: ChatState, log: WholeLog): string[] {
  return known.log.ranges
    .flatMap((range) => messagesIn(known.log, range))
    .flatMap((message) => {
      const stored = log.get(known.id)?.[message.seq - 1];
      if (isDeepStrictEqual(message, stored)) return [];
      return [`${known.id} holds ${JSON.stringify(message)}, stored is ${JSON.stringify(stored)}`];
    });
}
