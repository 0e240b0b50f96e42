import { isDeepStrictEqual } from 'node:util';
import { messagesIn, type ChatState } from '@confab/client';
import type { Chat, User } from '@confab/protocol';
import { chatIdsOf, describeChats } from '../../src/chats/index.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { WholeLog } from './check-log.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

/** What a client shows at the end is what a fresh fetch gives, and nothing waits to be sent. */
export async function checkClient(
  world: SimWorld,
  client: SimClient,
  { storage, log, positions }: { storage: Storage; log: WholeLog; positions: boolean },
): Promise<void> {
  const violate = (details: string): void => world.history.violate('old state + events', `${client.name}: ${details}`);
  const state = client.sdk.getState();
  if (state.connection.status !== 'live') return violate(`is ${state.connection.status}`);
  const fresh = await fetchChats(world, client.userId, storage);
  const names = [...state.chats.keys()].toSorted();
  const expected = fresh.map(({ id }) => id).toSorted();
  if (!isDeepStrictEqual(names, expected)) violate(`has the chats ${names.join()} and is in ${expected.join()}`);
  for (const chat of fresh) {
    const known = state.chats.get(chat.id);
    if (known)
      for (const difference of differences(known, chat, { userId: client.userId, positions }))
        violate(`${chat.id} ${difference}`);
    if (known) checkMessages(known, log, violate);
    for (const { clientId, status } of known?.pending ?? []) {
      if (status !== 'failed') violate(`${clientId} is still ${status}`);
    }
  }
}

async function fetchChats(world: SimWorld, userId: string, storage: Storage): Promise<Chat[]> {
  const accounts = {
    authenticate: async () => null,
    redeemTicket: async () => null,
    isLive: async () => true,
    users: async (ids: readonly string[]) =>
      new Map(
        ids.flatMap((id): [string, User][] => {
          const user = world.people.get(id);
          return user ? [[id, user]] : [];
        }),
      ),
  };
  return describeChats({ storage, accounts }, userId, await chatIdsOf(storage.db, userId));
}

function differences(
  known: ChatState,
  chat: Chat,
  { userId, positions }: { userId: string; positions: boolean },
): string[] {
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

function checkMessages(known: ChatState, log: WholeLog, violate: (details: string) => void): void {
  for (const message of known.log.ranges.flatMap((range) => messagesIn(known.log, range))) {
    const stored = log.get(known.id)?.[message.seq - 1];
    if (!isDeepStrictEqual(message, stored)) {
      violate(`${known.id} holds ${JSON.stringify(message)}, stored is ${JSON.stringify(stored)}`);
    }
  }
}
