import type { Message, OwnUser } from '@confab/protocol';
import { updateChat } from './apply-event.ts';
import { withUsers } from './chat-from.ts';
import { withPosition } from './chat-position.ts';
import { putMessages, type Range, trimLog } from './message-log.ts';
import type { ChatState, ClientState, ConnectionState, PendingMessage } from './state.ts';
import { everyChat } from './known-chats.ts';

/** What changes the state from this side. Pure, as `applyEvent` is. */

/** A page of history, asked for when the log had this `generation`: void where the log was reset since. */
export function applyPage(
  state: ClientState,
  page: { chatId: string; generation: number; messages: readonly Message[] },
): ClientState {
  return updateChat(state, page.chatId, (chat) => {
    if (chat.log.generation !== page.generation) return chat;
    const log = putMessages(chat.log, page.messages);
    if (log === chat.log) return chat;
    const next = { ...chat, log };
    // What it counts may be here now.
    return chat.unreadMark === null ? next : withPosition(next, state.userId, next.sync.position);
  });
}

export function setLoading(state: ClientState, chatId: string, loading: ChatState['loading']): ClientState {
  return updateChat(state, chatId, (chat) => (chat.loading === loading ? chat : { ...chat, loading }));
}

export function setConnection(state: ClientState, connection: ConnectionState): ClientState {
  return { ...state, connection };
}

export function setUnsentKept(state: ClientState, unsentIsKept: boolean): ClientState {
  return state.unsentIsKept === unsentIsKept ? state : { ...state, unsentIsKept };
}

/** The outbox as it is now, spread over the chats. */
export function applyPending(state: ClientState, pending: readonly PendingMessage[]): ClientState {
  const byChat = Map.groupBy(pending, ({ chatId }) => chatId);
  let next = isSameList(pending, state.unsent) ? state : { ...state, unsent: pending };
  for (const chat of everyChat(state)) {
    const own = byChat.get(chat.id) ?? [];
    if (!isSameList(own, chat.pending)) next = updateChat(next, chat.id, (known) => ({ ...known, pending: own }));
  }
  return next;
}

export function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Nobody types for ever: without another frame it ends. `now` is of the clock that `applyEvent` was given. */
export function expireTyping(state: ClientState, now: number): ClientState {
  let next = state;
  for (const chat of everyChat(state)) {
    if (chat.typing.some((entry) => entry.until <= now)) {
      const typing = chat.typing.filter((entry) => entry.until > now);
      next = updateChat(next, chat.id, (known) => ({ ...known, typing }));
    }
  }
  return next;
}

/** When the next `expireTyping` is due, null for never. */
export function nextTypingExpiry(state: ClientState): number | null {
  let next: number | null = null;
  for (const chat of everyChat(state)) {
    for (const entry of chat.typing) next = next === null ? entry.until : Math.min(next, entry.until);
  }
  return next;
}

/** What is not watched any more becomes part of the profile: a later fetch of it is newer. */
export function forgetPresence(state: ClientState, watched: ReadonlySet<string>): ClientState {
  const stale = [...state.presence.values()].filter((entry) => !watched.has(entry.userId));
  if (stale.length === 0) return state;
  const presence = new Map(state.presence);
  const users = new Map(state.users);
  for (const { userId, online, lastSeenAt } of stale) {
    presence.delete(userId);
    const user = users.get(userId);
    if (user) users.set(userId, { ...user, online, lastSeenAt });
  }
  return { ...state, presence, users };
}

export function closeActive(state: ClientState, chatId: string): ClientState {
  return updateChat(state, chatId, (chat) =>
    chat.active === null && chat.receipts === null ? chat : { ...chat, active: null, receipts: null },
  );
}

export function setMe(state: ClientState, me: OwnUser): ClientState {
  const { email: _email, ...profile } = me;
  return withUsers({ ...state, me, userId: state.userId ?? me.id }, [profile]);
}

/** A message as an answer over REST gave it, ahead of its event: shown at once, counted when the event comes. */
export function applyAnswer(state: ClientState, message: Message): ClientState {
  return updateChat(state, message.chatId, (chat) => {
    const log = putMessages(chat.log, [message]);
    return log === chat.log ? chat : { ...chat, log };
  });
}

/** Forgets all but the newest part of a chat's history, and what is around `keep`; it can be fetched again. */
export function trimChat(state: ClientState, chatId: string, keep?: Range): ClientState {
  const generations = state.generations + 1;
  return updateChat({ ...state, generations }, chatId, (chat) => ({
    ...chat,
    log: trimLog(chat.log, { lastSeq: chat.lastSeq, generation: generations, keep }),
  }));
}
