import type { Message, ServerEvent } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { applyCatchUp, applyLiveMessage } from './chat-changes.ts';
import { takeChats, withUsers } from './chat-from.ts';
import { moveReadSeq } from './chat-members.ts';
import { anchorChat } from './chat-position.ts';
import { applyDocumentEvent, beginDocuments, keepDocuments } from './documents.ts';
import type { ChatState, ClientState } from './state.ts';
import { chatIn, everyChat, withChat, withoutChat } from './known-chats.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

/**
 * The state after an event of the server; the same object where it says nothing new. Pure: `now` is milliseconds of a
 * clock that does not jump. State + events is what a fresh fetch gives, in whatever order pages of history come between.
 */
export function applyEvent(state: ClientState, event: ServerEvent, now: number): ClientState {
  switch (event.type) {
    case 'welcome':
      return beginDocuments({
        ...state,
        userId: event.userId,
        welcomedEpoch: event.epoch,
        features: event.features ?? [],
      });
    case 'chats':
      return takeChats(state, event.chats);
    case 'reset':
      return takeChats(dropCursor(state, event.chatId), [event.chat]);
    case 'ready':
      return applyReady(state);
    case 'presence':
      return applyPresence(state, event);
    case 'chat-removed':
      return withoutChat(state, event.chatId);
    case 'message':
      return updateChat(withMentionOfAll(state, event.message), event.message.chatId, (chat) =>
        applyLiveMessage(chat, state.userId, event.message),
      );
    case 'activity':
      return hearNews(state);
    case 'changes':
      return updateChat(state, event.chatId, (chat) => applyCatchUp(chat, state.userId, event));
    case 'read':
      return updateChat(state, event.chatId, (chat) => applyRead(chat, state.userId, event));
    case 'active-users':
      return updateChat(state, event.chatId, (chat) => ({
        ...chat,
        active: { userIds: event.userIds, count: event.count },
      }));
    case 'typing':
      return event.userId === state.userId
        ? state
        : updateChat(state, event.chatId, (chat) => applyTyping(chat, event.userId, now + limits.typingShownMs));
    default:
      // A document, of no consequence to the state, or a newer server's event that this client does not know.
      return applyOther(state, event);
  }
}

export function updateChat(state: ClientState, chatId: string, update: (chat: ChatState) => ChatState): ClientState {
  const chat = chatIn(state, chatId);
  if (!chat) return state;
  const next = update(chat);
  return next === chat ? state : withChat(state, next);
}

function hearNews(state: ClientState): ClientState {
  return { ...state, activityNews: state.activityNews + 1 };
}

/** Nobody is told by name of what is said to everybody. */
function withMentionOfAll(state: ClientState, { mentions }: Message): ClientState {
  return mentions?.all === 'everyone' ? hearNews(state) : state;
}

/** No chat is behind any more: each was caught up, or had nothing to catch up with. */
function applyReady(state: ClientState): ClientState {
  let next: ClientState = {
    ...hearNews(keepDocuments(state)),
    emojiNews: state.emojiNews + 1,
    epoch: state.welcomedEpoch,
    chatsLoaded: true,
  };
  for (const chat of everyChat(state)) {
    if (chat.sync.behind) {
      next = updateChat(next, chat.id, (known) => ({ ...known, sync: { ...known.sync, behind: false } }));
    }
  }
  return next;
}

/** Whatever the numbers of the chat say, nothing of it holds any more. */
function dropCursor(state: ClientState, chatId: string): ClientState {
  return updateChat(state, chatId, (chat) => ({ ...chat, sync: { ...chat.sync, behind: true } }));
}

function applyRead(chat: ChatState, userId: string | null, event: EventOf<'read'>): ChatState {
  if (event.userId !== userId || event.unread === undefined || event.atRev === undefined) {
    return moveReadSeq(chat, event.userId, event.readSeq);
  }
  const { readSeq, unread, mentions = 0, atRev } = event;
  return anchorChat(chat, userId, { readSeq, unread, mentions, atRev });
}

function applyOther(state: ClientState, event: ServerEvent): ClientState {
  if (event.type === 'moderation') return { ...state, openReports: event.open };
  if (event.type === 'custom-emoji') return { ...state, emojiNews: state.emojiNews + 1 };
  if (event.type === 'receipts') {
    const receipts = new Map(event.cursors.map((cursor) => [cursor.userId, cursor]));
    return updateChat(state, event.chatId, (chat) => ({ ...chat, receipts }));
  }
  if (event.type !== 'following') return applyDocumentEvent(state, event);
  return event.following ? state : updateChat(state, event.chatId, (chat) => unfollow(chat, state.userId));
}

/** Following it is more than this: how far it was read then says the server. */
function unfollow(chat: ChatState, userId: string | null): ChatState {
  return { ...chat, members: chat.members.filter((member) => member.userId !== userId) };
}

function applyTyping(chat: ChatState, userId: string, until: number): ChatState {
  const isTyping = chat.typing.some((entry) => entry.userId === userId);
  const typing = isTyping
    ? chat.typing.map((entry) => (entry.userId === userId ? { userId, until } : entry))
    : [...chat.typing, { userId, until }];
  return { ...chat, typing };
}

function applyPresence(state: ClientState, event: EventOf<'presence'>): ClientState {
  const presence = new Map(state.presence);
  for (const { user: _user, ...told } of event.users) presence.set(told.userId, told);
  return withUsers(
    { ...state, presence },
    event.users.flatMap(({ user }) => user ?? []),
  );
}
