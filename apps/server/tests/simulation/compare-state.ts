import { isDeepStrictEqual } from 'node:util';
import { chatIn, isFollowed, messagesIn, type ChatState, type ClientState } from '@confab/client';
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
  // Of threads that one looked at and does not follow, only those that are open come live.
  const followed = [...state.threads.values()].filter((thread) => isFollowed(thread, fresh.userId));
  const shown = [...state.chats.keys(), ...followed.map(({ id }) => id)].toSorted().join();
  const expected = fresh.chats
    .map(({ id }) => id)
    .toSorted()
    .join();
  const found = shown === expected ? [] : [`has the chats ${shown} and is in ${expected}`];
  for (const chat of fresh.chats) {
    const known = chatIn(state, chat.id);
    if (!known) continue;
    found.push(...differences(known, chat, fresh).map((difference) => `${chat.id} ${difference}`));
    found.push(...differentMessages(known, fresh.log), ...wrongMentions(chat, fresh));
    for (const { clientId, status } of known.pending) {
      if (status !== 'failed') found.push(`${clientId} is still ${status}`);
    }
  }
  return found;
}

const positionKeys = ['unread', 'mentions', 'readSeq'];

function differences(known: ChatState, chat: Chat, { userId, positions }: Fresh): string[] {
  const shown = {
    name: known.name,
    rev: known.rev,
    lastSeq: known.lastSeq,
    unread: known.unread,
    mentions: known.mentions,
    readSeq: known.readSeq,
    lastMessage: known.lastMessage,
    members: known.members.map((member) => `${member.userId} ${member.role}`).toSorted(),
  };
  const stored = {
    name: chat.name,
    rev: chat.rev,
    lastSeq: chat.lastSeq,
    unread: chat.unread,
    mentions: chat.mentions ?? 0,
    readSeq: chat.members.find(({ user }) => user.id === userId)?.readSeq ?? 0,
    lastMessage: chat.lastMessage,
    members: chat.members.map(({ user, role }) => `${user.id} ${role}`).toSorted(),
  };
  const keys = Object.keys(stored) as (keyof typeof stored)[];
  return (
    keys
      .filter((key) => positions || !positionKeys.includes(key))
      // Of a thread no system message tells who follows it.
      .filter((key) => chat.kind !== 'thread' || key !== 'members')
      .filter((key) => !isDeepStrictEqual(shown[key], stored[key]))
      .map((key) => `shows ${key} ${JSON.stringify(shown[key])}, stored is ${JSON.stringify(stored[key])}`)
  );
}

/** The index that the server counts by, against the messages that it is an index of (D26). */
function wrongMentions(chat: Chat, { userId, log }: Fresh): string[] {
  const readSeq = chat.members.find(({ user }) => user.id === userId)?.readSeq ?? 0;
  const unread = (log.get(chat.id) ?? []).filter((message) => message.seq > readSeq && message.deletedAt === null);
  const mine = unread.filter(
    ({ mentions }) => mentions && (mentions.all === 'everyone' || mentions.userIds.includes(userId)),
  );
  if (mine.length === (chat.mentions ?? 0)) return [];
  return [`${chat.id} stores ${chat.mentions} mentions, and the messages have ${mine.length}`];
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
