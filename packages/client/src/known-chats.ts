import { doorOf, isThreadId } from '@confab/protocol/threads';
import type { ChatState, ClientState } from './state.ts';

type Known = Pick<ClientState, 'chats' | 'threads'>;

/** A chat or a thread. */
export function chatIn({ chats, threads }: Known, chatId: string): ChatState | undefined {
  return chats.get(chatId) ?? threads.get(chatId);
}

export function* everyChat({ chats, threads }: Known): Generator<ChatState, void, undefined> {
  yield* chats.values();
  yield* threads.values();
}

export function withChat(state: ClientState, chat: ChatState): ClientState {
  return isThreadId(chat.id)
    ? { ...state, threads: new Map(state.threads).set(chat.id, chat) }
    : { ...state, chats: new Map(state.chats).set(chat.id, chat) };
}

/** A chat takes its threads along. */
export function withoutChat(state: ClientState, chatId: string): ClientState {
  if (!chatIn(state, chatId)) return state;
  const chats = new Map(state.chats);
  chats.delete(chatId);
  return { ...state, chats, threads: filterThreads(state.threads, ({ id }) => id !== chatId && doorOf(id) !== chatId) };
}

/** A thread that somebody looked at and does not follow is told of on one connection, and not with the next one. */
export function withoutUnfollowed(state: ClientState, isOpen: (chatId: string) => boolean): ClientState {
  const threads = filterThreads(state.threads, (thread) => isOpen(thread.id) || isFollowed(thread, state.userId));
  return threads === state.threads ? state : { ...state, threads };
}

/** By this person: it counts as unread, and comes by itself. */
export function isFollowed({ members }: Pick<ChatState, 'members'>, userId: string | null): boolean {
  return members.some((member) => member.userId === userId);
}

function filterThreads(threads: Known['threads'], isToStay: (thread: ChatState) => boolean): Known['threads'] {
  const kept = new Map([...threads].filter(([, thread]) => isToStay(thread)));
  return kept.size === threads.size ? threads : kept;
}
