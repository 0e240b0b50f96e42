import type { ClientState } from '@confab/client';
import { doorOf } from '@confab/protocol/threads';

export const everyone = 'everyone';

/** Usernames of those that are known, looked through once for as long as nobody is added. */
const known = new WeakMap<ClientState['users'], ReadonlyMap<string, string>>();

/** The member that a name stands for in a chat, `everyone` for all of a group; null: nobody. */
export function mentionedIn(state: ClientState, chatId: string | null, name: string): string | null {
  const chat = chatId === null ? undefined : state.chats.get(doorOf(chatId));
  if (!chat) return null;
  const username = name.toLowerCase();
  if (chat.kind === 'group' && (username === everyone || username === 'here')) return everyone;
  const userId = userIdsByName(state.users).get(username);
  // Whoever is a member has a place up to which they have read.
  return userId !== undefined && chat.readSeqs.has(userId) ? userId : null;
}

function userIdsByName(users: ClientState['users']): ReadonlyMap<string, string> {
  const found =
    known.get(users) ?? new Map([...users.values()].map(({ id, username }) => [username.toLowerCase(), id]));
  known.set(users, found);
  return found;
}
