import type { Chat, User } from '@confab/protocol';
import { anchorChat, withPosition } from './chat-position.ts';
import { unreadMarkOf } from './documents.ts';
import { emptyLog, putMessages } from './message-log.ts';
import type { ChatMember, ChatState, ClientState } from './state.ts';
import { positionFrom } from './unread.ts';
import { chatIn, withChat } from './known-chats.ts';

/** Takes chats as the server gives them: from here on they are live from their `rev` on. */
export function takeChats(state: ClientState, chats: readonly Chat[]): ClientState {
  let next = state;
  let { generations } = state;
  for (const chat of chats) {
    const known = chatIn(next, chat.id);
    const isSame =
      known !== undefined && known.rev === chat.rev && !known.sync.behind && state.epoch === state.welcomedEpoch;
    if (!isSame) generations += 1;
    next = withChat(next, isSame ? refreshChat(known, state.userId, chat) : chatFrom(chat, { ...next, generations }));
  }
  return withUsers({ ...next, generations }, chats.flatMap(usersOf));
}

/** A chat that was made or found over REST, ahead of the stream; the stream's own word stays where it was faster. */
export function takeFoundChat(state: ClientState, chat: Chat): ClientState {
  if (chatIn(state, chat.id)) return withUsers(state, usersOf(chat));
  const next = takeChats(state, [chat]);
  const found = chatIn(next, chat.id);
  if (!found || chat.kind !== 'thread') return next;
  // That it is followed tells the stream, which then also tells when it is no more.
  return withChat(next, { ...found, members: found.members.filter(({ userId }) => userId !== next.userId) });
}

/** A chat that was fetched before anything came over a connection: its `rev` is the cursor to resume from. */
export function takeChatAhead(state: ClientState, { epoch, chat }: { epoch: string; chat: Chat }): ClientState {
  if (state.welcomedEpoch !== null || state.chats.size > 0) return state;
  return takeChats({ ...state, epoch }, [chat]);
}

/** A chat as it was fetched beside the stream when it was `asked`: new only for what the stream does not carry. */
export function takeFetchedChat(
  state: ClientState,
  chat: Chat,
  { asked, isFollowTold }: { asked: ChatState; isFollowTold: boolean },
): ClientState {
  const known = chatIn(state, chat.id);
  if (known?.log.generation !== asked.log.generation) return state;
  const next = refreshChat(known, state.userId, chat);
  const taken =
    chat.kind === 'thread' && !isFollowTold ? { ...next, members: withMine(next, known, state.userId) } : next;
  return withUsers(withChat(state, taken), usersOf(chat));
}

/** Whether one follows a thread tells the stream alone, which then also tells when one does no more. */
function withMine(next: ChatState, known: ChatState, userId: string | null): readonly ChatMember[] {
  const mine = known.members.filter((member) => member.userId === userId);
  return [...next.members.filter((member) => member.userId !== userId), ...mine];
}

export function withUsers(state: ClientState, users: readonly User[]): ClientState {
  const fresh = users.filter((user) => !isSameUser(state.users.get(user.id), user));
  if (fresh.length === 0) return state;
  return { ...state, users: new Map([...state.users, ...fresh.map((user) => [user.id, user] as const)]) };
}

function isSameUser(known: User | undefined, user: User): boolean {
  return (
    known !== undefined &&
    known.displayName === user.displayName &&
    known.username === user.username &&
    known.avatarUrl === user.avatarUrl &&
    known.online === user.online &&
    known.lastSeenAt === user.lastSeenAt &&
    known.timeZone === user.timeZone &&
    known.guest === user.guest &&
    isSameStatus(known.status, user.status)
  );
}

function isSameStatus(known: User['status'], status: User['status']): boolean {
  return known?.emoji === status?.emoji && known?.text === status?.text && known?.until === status?.until;
}

function usersOf(chat: Chat): User[] {
  return chat.members.map((member) => member.user);
}

/** The chat's history so far is forgotten: changes between its cursor and this state may be missing from it. */
function chatFrom(chat: Chat, state: ClientState): ChatState {
  const { userId, generations } = state;
  const { members, ...facts } = chat;
  const known = chatIn(state, chat.id);
  const readSeqs = new Map(members.map((member) => [member.user.id, member.readSeq]));
  const position = positionFrom({
    readSeq: readSeqs.get(userId ?? '') ?? 0,
    unread: chat.unread,
    mentions: chat.mentions ?? 0,
    atRev: chat.rev,
  });
  const log = emptyLog(generations);
  const fresh: ChatState = {
    ...facts,
    members: members.map(memberFrom),
    readSeqs,
    readSeq: position.readSeq,
    mentions: position.mentions,
    unreadMark: unreadMarkOf(state, chat.id),
    log: chat.lastMessage ? putMessages(log, [chat.lastMessage]) : log,
    ...ofThisClient(
      known,
      state.unsent.filter(({ chatId }) => chatId === chat.id),
    ),
    typing: [],
    loading: null,
    sync: {
      position,
      markedSeq: known?.sync.markedSeq ?? 0,
      missing: [],
      held: [],
      catchUp: null,
      behind: false,
      unreadUnsure: false,
    },
  };
  return withPosition(fresh, userId, position);
}

/** What the server does not tell along with a chat. */
function ofThisClient(
  known: ChatState | undefined,
  unsent: ChatState['pending'],
): Pick<ChatState, 'pending' | 'waitingChanges' | 'active' | 'receipts'> {
  return {
    pending: known?.pending ?? unsent,
    waitingChanges: known?.waitingChanges ?? [],
    active: known?.active ?? null,
    receipts: known?.receipts ?? null,
  };
}

function refreshChat(known: ChatState, userId: string | null, chat: Chat): ChatState {
  const readSeqs = new Map(known.readSeqs);
  for (const { user, readSeq } of chat.members) {
    const seq = readSeqs.get(user.id);
    if (seq !== undefined && seq < readSeq) readSeqs.set(user.id, readSeq);
  }
  const mine = chat.members.find((member) => member.user.id === userId);
  const { unread, mentions = 0, rev: atRev } = chat;
  const next = { ...known, readSeqs };
  if (chat.kind === 'thread') {
    // Of a thread no system message tells who follows it.
    next.members = chat.members.map(memberFrom);
    const before = known.members.find((member) => member.userId === userId);
    // Followed anew, by a mention further up perhaps: how far it was read before counts no more.
    if (mine && mine.joinedAt !== before?.joinedAt) {
      readSeqs.set(mine.user.id, mine.readSeq);
      const position = { ...known.sync.position, readSeq: -1, journal: [], journalFrom: known.rev };
      next.sync = { ...known.sync, position, markedSeq: 0 };
    }
  }
  return anchorChat(next, userId, { readSeq: mine?.readSeq ?? 0, unread, mentions, atRev });
}

function memberFrom(member: Chat['members'][number]): ChatMember {
  return { userId: member.user.id, role: member.role, joinedAt: member.joinedAt };
}
