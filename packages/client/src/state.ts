import type { Chat, DocumentValue, Member, Message, OwnUser, Presence, Receipt, User } from '@confab/protocol';
import type { ClientErrorCode } from './api-error.ts';
import type { Draft, WholeDraft } from './draft.ts';
import { type DocumentSync, noDocuments } from './document-sync.ts';
import type { MessageLog } from './message-log.ts';
import type { OutboxChange } from './outbox-storage.ts';
import type { UnreadPosition } from './unread.ts';

/**
 * Everything that a client knows. Never changed in place: a part that did not change is the same object before and
 * after (`===`), so a view can select a part and compare by identity.
 */
export interface ClientState {
  readonly connection: ConnectionState;
  /** The own account, null until it is known. */
  readonly me: OwnUser | null;
  /** The own id, null until the first `welcome`. */
  readonly userId: string | null;
  /** The epoch that the cursors belong to: that of the last connection that became live. */
  readonly epoch: string | null;
  /** The epoch of this connection: the cursors' own once `ready` says that all of them are of it. */
  readonly welcomedEpoch: string | null;
  /** What the server of this connection does beyond the first version (D25); none where it does not tell. */
  readonly features: readonly string[];
  /** False until the first list of chats is complete. */
  readonly chatsLoaded: boolean;
  readonly chats: ReadonlyMap<string, ChatState>;
  /**
   * By their ids, the threads that the person follows and those that were opened here; not among `chats`, whose lists they are no
   * part of. Their `members` are who follows them. `chatIn` finds either.
   */
  readonly threads: ReadonlyMap<string, ChatState>;
  /** How often a chat's history began anew: the source of `MessageLog.generation`, never used twice. */
  readonly generations: number;
  /** Profiles by id, of everyone that a chat or a message named. One that is missing is being fetched. */
  readonly users: ReadonlyMap<string, User>;
  /** The own messages that are not in a log yet, in order of sending: `pending` of all chats, also of those that are not here. */
  readonly unsent: readonly PendingMessage[];
  /** False where the storage refused the last word on what is unsent: it would not survive a restart. */
  readonly unsentIsKept: boolean;
  /** Of watched people. Newer than `online` in a `User`: see `isOnline`. */
  readonly presence: ReadonlyMap<string, Presence>;
  /**
   * The person's own documents by key (`draft/CHAT`), on every device: as the server has them, with what waits here to be
   * put. A value is the same object as long as it says the same. See `documentOf`.
   */
  readonly documents: ReadonlyMap<string, unknown>;
  /** False until the server's documents were here once: one that is missing may exist. */
  readonly documentsLoaded: boolean;
  /** Raised when there may be something new in `activity`: ask for its first page again. */
  readonly activityNews: number;
  /** Changes when the custom emoji of the place may be others: ask for `customEmoji` again. */
  readonly emojiNews: number;
  /** Of moderators: how many reports wait, as they were told last; null before that. `listReports` tells at any time. */
  readonly openReports: number | null;
  /** Bookkeeping of the reducer, of no use to a view. */
  readonly documentSync: DocumentSync;
}

/**
 * `connecting` and `offline` both mean: not live. `offline` waits for a retry, or was never connected. `other-user`: the
 * session is another person's by now, and this client does nothing any more.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'offline' | 'signed-out' | 'other-user';

export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** Since when it is not live (`connecting`, `offline`), live, signed out, or another person's. Milliseconds since 1970. */
  readonly since: number;
  /** When the next try comes, in milliseconds since 1970; null but in `offline`. */
  readonly retryAt: number | null;
}

export type ChatMember = Omit<Member, 'user' | 'readSeq'> & { readonly userId: string };

export interface ChatState extends Omit<Chat, 'members' | 'mentions'> {
  /** Of the unread messages, those that mention me; 0 where the server counts none. */
  readonly mentions: number;
  readonly members: readonly ChatMember[];
  /** Read positions by user id. Other people's are exact while the chat is open. */
  readonly readSeqs: ReadonlyMap<string, number>;
  /** The own read position, what `markRead` was told included. */
  readonly readSeq: number;
  /** From where on this person marked it unread: `unread` and `mentions` count from there on. See `unreadAfter`. */
  readonly unreadMark: UnreadMark | null;
  /** What of the history is here. */
  readonly log: MessageLog;
  /** The own messages that are not yet in `log`, in order of sending. Shown after the newest message. */
  readonly pending: readonly PendingMessage[];
  /** Reactions, edits and deletions that wait for the server. `messageWithWaiting` shows a message with them. */
  readonly waitingChanges: readonly OutboxChange[];
  /** Other people who are typing, the first to start first. */
  readonly typing: readonly { readonly userId: string; readonly until: number }[];
  /** Who has the chat open, null while it is not open here. `userIds` may be shorter than `count`. */
  readonly active: { readonly userIds: readonly string[]; readonly count: number } | null;
  /**
   * How far the others and oneself have read it, those who show it; null while it is not open here, or not told: of a chat with more
   * than 30 members, of a thread, by an older server. In a direct chat `deliveredSeq` says what a device of theirs has.
   */
  readonly receipts: ReadonlyMap<string, Receipt> | null;
  /** A page that is being fetched. */
  readonly loading: 'older' | 'newer' | 'newest' | 'around' | null;
  /** Bookkeeping of the reducer, of no use to a view. */
  readonly sync: ChatSync;
}

/** The document `unread/CHAT`. */
export type UnreadMark = DocumentValue<'unread'>;

/** What the reducer needs to count every change once. */
export interface ChatSync {
  /** The position that the server confirmed, and what it takes to follow it. */
  readonly position: UnreadPosition;
  /** What `markRead` was told, ahead of the server; 0 for never. */
  readonly markedSeq: number;
  /** Messages below `lastSeq` that a catch-up under way has still to bring. */
  readonly missing: readonly number[];
  /** System messages of a catch-up under way: their effects apply in the order of `seq`, at its end. */
  readonly held: readonly Message[];
  /** A catch-up under way: where it began, and whether it brought every single change so far. */
  readonly catchUp: { readonly fromRev: number; readonly isExact: boolean } | null;
  /** A change is missing: the chat must be caught up before anything more applies. */
  readonly behind: boolean;
  /** `unread` could not be followed exactly: fetch the chat. */
  readonly unreadUnsure: boolean;
}

/**
 * - `waiting`: not on the wire yet, or again after a lost connection.
 * - `sending`: on the wire, not acknowledged.
 * - `acknowledged`: durable on the server; its message is about to arrive and replace it.
 * - `failed`: refused, see `error`; `retry` or `discard` it.
 */
export type PendingStatus = 'waiting' | 'sending' | 'acknowledged' | 'failed';

export interface PendingMessage {
  readonly clientId: string;
  readonly chatId: string;
  readonly content: string;
  /** What goes beside the text; nothing mostly. */
  readonly parts: WholeDraft['parts'];
  /** Its files, where they are of this device: until `parts.files` names them it waits for them. */
  readonly uploads?: Draft['uploads'];
  /** ISO 8601, by this client's clock. */
  readonly createdAt: string;
  readonly status: PendingStatus;
  /** Set exactly in `failed`. */
  readonly error: { readonly code: ClientErrorCode; readonly detail: string } | null;
  /** Set exactly in `acknowledged`. */
  readonly acknowledged: { readonly id: string; readonly seq: number; readonly rev: number } | null;
  /** As it may be on the server already; null while it surely is not. */
  readonly sentAs: WholeDraft | null;
}

export function initialState(now: number, me: OwnUser | null = null, userId = me?.id ?? null): ClientState {
  return {
    connection: { status: 'offline', since: now, retryAt: null },
    me,
    userId,
    epoch: null,
    welcomedEpoch: null,
    features: [],
    chatsLoaded: false,
    chats: new Map(),
    threads: new Map(),
    generations: 0,
    users: new Map(me ? [[me.id, publicProfile(me)]] : []),
    unsent: [],
    unsentIsKept: true,
    presence: new Map(),
    documents: new Map(),
    documentsLoaded: false,
    activityNews: 0,
    emojiNews: 0,
    openReports: null,
    documentSync: noDocuments,
  };
}

function publicProfile({ email: _email, ...user }: OwnUser): User {
  return user;
}

/** Has any live connection now, as far as this client was told. */
export function isOnline(state: ClientState, userId: string): boolean {
  return state.presence.get(userId)?.online ?? state.users.get(userId)?.online ?? false;
}

/** The other person of a direct chat, null in a group. */
export function directPeer(state: ClientState, chat: ChatState): string | null {
  if (chat.kind !== 'direct') return null;
  return chat.members.find((member) => member.userId !== state.userId)?.userId ?? null;
}

/** What to call a chat: a group's name, or the other person's display name. */
export function chatTitle(state: ClientState, chat: ChatState): string {
  const peer = directPeer(state, chat);
  return (peer ? state.users.get(peer)?.displayName : chat.name) ?? '';
}

/** Chats, last spoken in first. Sort once per change of `state.chats`. */
export function chatsByRecency(chats: ClientState['chats']): ChatState[] {
  return [...chats.values()].toSorted((a, b) => compareText(spokenAt(b), spokenAt(a)) || compareText(a.id, b.id));
}

function spokenAt(chat: ChatState): string {
  return chat.lastMessage?.createdAt ?? chat.createdAt;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
