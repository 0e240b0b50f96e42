import type {
  Chat,
  DocumentKindName,
  DocumentValue,
  GroupSettings,
  Message,
  OwnUser,
  PublicGroupList,
  Role,
  UpdateMeBody,
} from '@confab/protocol';
import type { ActivityActions } from './activity-actions.ts';
import type { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { Acknowledgement } from './deliveries.ts';
import type { Draft, DraftFiles } from './draft.ts';
import type { RefusedDocument } from './document-puts.ts';
import type { DocumentId } from './documents.ts';
import type { EmojiActions } from './emoji-actions.ts';
import type { FileActions } from './upload-actions.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Range } from './message-log.ts';
import type { MessageActions } from './message-actions.ts';
import type { ReceiptActions } from './receipt-actions.ts';
import type { ThreadActions } from './thread-actions.ts';
import type { ReadyChange } from './change-queue.ts';
import type { PendingChange, PendingDiscard } from './outbox.ts';
import type { OutboxStorage } from './outbox-storage.ts';
import type { GroupOptions, MessagePlace, RestClient } from './rest.ts';
import type { ClientState, PendingMessage } from './state.ts';

export interface ClientOptions {
  /** Where the server is, such as `https://chat.example.org`. The page's own origin in a browser where left out. */
  baseUrl?: string;
  /** A session token or a JWT. Left out in a browser that has the session cookie. */
  token?: string | undefined;
  /** The own account where it is known already; fetched otherwise. */
  me?: OwnUser | undefined;
  /** Where unsent messages wait. In memory unless set: they do not survive a restart then. */
  storage?: OutboxStorage;
  fetch?: typeof fetch;
  WebSocket?: typeof WebSocket;
  clock?: Clock;
  /** In [0, 1), as `Math.random`. */
  random?: () => number;
  /** Where a wake-up of the network or the page is heard of. The browser's own events unless set. */
  lifecycle?: Lifecycle;
}

/** A message that was taken into the outbox. */
export interface Sending extends PendingMessage {
  /** Resolves when the message is durable on the server, rejects with an `ApiError` when it is refused for good. */
  readonly delivered: Promise<Acknowledgement>;
}

export interface MessageChange {
  message: Message;
  /** Sent since the client last looked; false for an edit, a reaction, a deletion. */
  isNew: boolean;
}

export interface RefusedChange {
  change: ReadyChange;
  /** An `ApiError` where the server refused it. */
  error: unknown;
}

/** A signed-in person's view of a server, kept up to date over one socket. All methods may be called at any time. */
export interface ConfabClient
  extends AsyncDisposable, MessageActions, ActivityActions, EmojiActions, FileActions, ReceiptActions, ThreadActions {
  readonly rest: RestClient;

  /** The current state: the same object until something changes. */
  readonly getState: () => ClientState;
  /**
   * Has `getState` answer what `view` makes of the state, until null: for entries beside the client, such as `@confab/client/blocked`.
   * It must answer the same object for the same state. Listeners hear of it.
   */
  lookThrough(view: ((state: ClientState) => ClientState) | null): void;
  /** Calls `listener` after each change of the state. Call the result to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Calls `listener` for every change of a message, once, in the order of the chat. Not for pages of history, nor for
   * the message that first brings a chat or a thread here: it is the `lastMessage` of that, and what concerns me is in `activity`.
   */
  onMessage(listener: (change: MessageChange) => void): () => void;
  /** Resolves with the first state that fits; rejects with a `TimeoutError` after `timeoutMs` (5,000 unless set). */
  until(predicate: (state: ClientState) => boolean, options?: { timeoutMs?: number }): Promise<ClientState>;

  /** Connects and stays connected until `close`. Watch `getState().connection`. */
  connect(): void;
  /**
   * Shows a chat before the connection is there, which then goes on from its `rev`: `chat` as the server has just described
   * it, `epoch` as told by the header `Confab-Epoch` of that answer. Nothing where the connection was faster.
   */
  showAhead(known: { epoch: string; chat: Chat }): void;
  /** Disconnects for good. What waits in the outbox stays in its storage. */
  close(): Promise<void>;

  /**
   * Takes a message into the outbox: it goes out in order as soon as it can. Its text: 1–8,000 characters trimmed.
   * `parts.reply` names the message of this chat that it answers, where `state.features` holds `replies`; with `parts.toChat` what is
   * sent in a thread is said in its chat too.
   */
  send(chatId: string, draft: string | Draft): Sending;
  /**
   * Sends what a message says to another chat, with a mark of where it is from, where `state.features` holds `forwarding`. Refused
   * where the message says something else by now. Only who is in the chat of the original learns more than that it was forwarded.
   */
  forward(message: Message, toChatId: string): Sending;
  /**
   * What a message waits for (`uploads`) is on the server, by `uploadFile`: it goes out when it is its turn. `state.unsent` tells
   * which wait (`awaitsFiles`), also of an earlier run. Nothing where it does not wait.
   */
  filesReady(clientId: string, files: DraftFiles): void;
  /** They can't be uploaded: the message is `failed` with that, what comes after it goes out, and `retry` has it wait for them again. */
  filesFailed(clientId: string, error: Pick<ApiError, 'code' | 'detail'>): void;
  /** Sends a failed message again, with the same `clientId`. Unknown ids do nothing. */
  retry(clientId: string): void;
  /**
   * Changes what a waiting, sending or failed message says; a failed one is sent again. `changed`: it surely never
   * reached the server, nobody sees the old text. `edit-follows`: it may have, so it arrives as it was (D1) and is edited
   * right after. `gone`: it is a message like others by now, `editMessage`.
   */
  changePending(clientId: string, draft: string | Draft): PendingChange;
  /**
   * Takes a message back that is not in the log yet. `discarded`: it surely never reached the server. `withdrawn`: it may
   * have; it is not sent again, and deleted if it turns up. `gone`: it is a message like others by now, `deleteMessage`.
   */
  discard(clientId: string): PendingDiscard;

  /**
   * Keeps a document of one's own on every device, or deletes it with null. Shown at once in `state.documents`; waits for the
   * connection, across restarts; of several words on one document the last counts, and at most one leaves each second.
   * Throws `too-many-waiting`.
   */
  putDocument<Kind extends DocumentKindName>(kind: Kind, id: DocumentId<Kind>, value: DocumentValue<Kind> | null): void;
  /** Calls `listener` when this document changes, by whichever device. Call the result to stop. */
  watchDocument<Kind extends DocumentKindName>(
    kind: Kind,
    id: DocumentId<Kind>,
    listener: (value: DocumentValue<Kind> | undefined) => void,
  ): () => void;
  /** Calls `listener` when a put is refused for good: the document is as it was before. */
  onDocumentRefused(listener: (refused: RefusedDocument) => void): () => void;

  /** I have this chat on the screen: I count as active in it. Calls count: as many `closeChat` close it. */
  openChat(chatId: string): void;
  closeChat(chatId: string): void;
  /** Call on every keystroke: at most one frame every 2 s leaves. */
  typing(chatId: string): void;
  /** Everything up to `seq` is read. Only moves forward; sent again after a reconnect where the server lacks it. */
  markRead(chatId: string, seq: number): void;
  /**
   * From this message on the chat counts as unread to this person again, on all their devices, until null takes that back; nobody
   * else is told, and the read position stays. Of what is not here all of a gap counts; nothing of others counts as one. A thread is
   * marked like a chat, and counts where it is followed. Where `state.features` holds `documents/unread`. Throws `too-many-waiting`,
   * see `putDocument`.
   */
  markUnread(chatId: string, fromSeq: number | null): void;
  /** Keeps `state.presence` up to date for these people until the result is called. 500 in all, the latest first. */
  watchPresence(userIds: readonly string[]): () => void;
  /** Fetches profiles that are not in `state.users` yet. */
  loadUsers(userIds: readonly string[]): Promise<void>;

  /** Fetches the newest page of history. Nothing where it is here. */
  loadNewest(chatId: string): Promise<void>;
  /** Fetches the page before `beforeSeq`, or before the newest run of messages that is here. */
  loadOlder(chatId: string, beforeSeq?: number): Promise<void>;
  /** Fetches the page after `afterSeq`. */
  loadNewer(chatId: string, afterSeq: number): Promise<void>;
  /** Fetches what stands around `seq`, for a jump to a message. */
  loadAround(chatId: string, seq: number): Promise<void>;
  /**
   * Forgets pages of history that are far from these messages, but for the newest, once more than some 1,500 are here:
   * whoever reads through a long chat takes bounded memory.
   */
  keepHistory(chatId: string, range: Range): void;

  /** What others see of one: name, status, time zone. What is left out stays, null is told to nobody any more. */
  changeMe(changes: UpdateMeBody): Promise<void>;
  /** The direct chat with this person, made where there is none. With oneself it is for notes, where `state.features` holds `notes-to-self`. */
  createDirectChat(userId: string): Promise<Chat>;
  /** `name`: 1–80 characters. The caller is the owner and need not be listed. A public one anybody of the place finds and joins. */
  createGroup(name: string, memberIds: readonly string[], options?: GroupOptions): Promise<Chat>;
  /** Who writes, adds and mentions everyone, topic, description, who finds it: read them in `parts` of the chat. What is left out stays. */
  changeGroup(chatId: string, changes: GroupSettings): Promise<void>;
  /** A page of the public groups, by name; `query` is a part of one. Where `state.features` holds `groups`. */
  publicGroups(query?: { query?: string; limit?: number; cursor?: string }): Promise<PublicGroupList>;
  /** Into a public group. Refused with `forbidden` after somebody removed one from it. */
  joinGroup(chatId: string): Promise<Chat>;
  renameChat(chatId: string, name: string): Promise<void>;
  addMembers(chatId: string, userIds: readonly string[]): Promise<void>;
  removeMember(chatId: string, userId: string): Promise<void>;
  changeRole(chatId: string, userId: string, role: Role): Promise<void>;
  leaveChat(chatId: string): Promise<void>;
  /**
   * `on` false takes the reaction back. Waits for the connection, across restarts; the last word on an emoji of a message
   * counts. Shown by `messageWithWaiting`. Resolves when the server has it, rejects when it is refused for good.
   */
  react(message: MessagePlace, emoji: string, on: boolean): Promise<void>;
  /**
   * Deletes it for everyone after `delayMs`, in which `undoDelete` takes that back; `messageWithWaiting` shows it as deleted at once.
   * A client that goes meanwhile deletes it before, or when it is back. Not connected it is deleted without delay. Resolves when the
   * server has deleted it, or when it was taken back.
   */
  deleteSoon(message: MessagePlace, delayMs: number): Promise<void>;
  /** False where it is too late: the deletion is on its way. `isUndoable` says whether there is something to undo. */
  undoDelete(message: Pick<MessagePlace, 'id'>): boolean;
  /** What `deleteSoon` holds is deleted now. The client of a page that goes does so by itself. */
  hurry(): void;
  /** Calls `listener` when a change that had waited is refused for good, whether or not its promise is looked at. */
  onChangeRefused(listener: (refused: RefusedChange) => void): () => void;
}
