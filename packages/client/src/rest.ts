import type {
  Chat,
  ChatList,
  DraftParts,
  LoginBody,
  Message,
  MessagePage,
  OwnUser,
  RegisterBody,
  Removal,
  Role,
  Session,
  SignedIn,
  UpdateMeBody,
  User,
  UserList,
} from '@confab/protocol';
import * as accounts from '@confab/protocol/accounts/paths';
import * as chats from '@confab/protocol/chats/paths';
import * as messages from '@confab/protocol/messages/paths';
import * as presence from '@confab/protocol/presence/paths';
import * as reactions from '@confab/protocol/reactions/paths';
import * as reading from '@confab/protocol/reading/paths';
import type { Clock } from './clock.ts';
import { type Call, createCall } from './rest-call.ts';
import { createTransport, type Person, type RequestOptions } from './rest-transport.ts';

/** Where a message is: any `Message` will do. */
export type MessagePlace = Pick<Message, 'id' | 'chatId' | 'seq'>;

/** `baseRev`: the `rev` of the message whose text the edit started from. */
export interface EditStart {
  baseRev?: number;
}

/** Where the server's `features` hold `groups`. */
export interface GroupOptions {
  visibility?: 'public' | 'private';
}

export interface ReadPosition {
  readSeq: number;
  unread: number;
  /** Of these, those that mention me. Servers before that count none. */
  mentions?: number | undefined;
  /** The chat's `rev` that `unread` and `mentions` are exact for. */
  atRev: number;
}

export type RestClient = ReturnType<typeof createRestClient>;

/**
 * The REST endpoints, typed. Every method rejects with an `ApiError`: `code`, `status`, `detail`, `errors` per field,
 * `retryAfterMs`. A read that the server refuses for up to a minute waits and is asked again. With `token` it authenticates by Bearer, without by the browser's cookie.
 */
export function createRestClient(options: {
  baseUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch;
  /** With it, a request under the cookie of somebody else is refused with `other-user`. */
  person?: Person;
  clock?: Clock;
}) {
  const transport = createTransport(options);
  const call = createCall(transport);
  return {
    /** Authenticates the requests from now on; null leaves it to the cookie. */
    setToken: (token: string | null) => transport.setToken(token),
    /** Rejects what is under way or waits with an `AbortError`. */
    giveUp: () => transport.giveUp(),
    /** Any operation, by its path of `@confab/protocol/<noun>/paths`: the methods below are such calls. */
    call,
    /** A request whose body and answer are no JSON. */
    exchange: transport.exchange,
    ...accountMethods(call),
    ...chatMethods(call),
    ...memberMethods(call),
    ...messageMethods(call),
  };
}

function accountMethods(call: Call) {
  return {
    register: (body: RegisterBody): Promise<SignedIn> => call(accounts.register, { body }),
    login: (body: LoginBody): Promise<SignedIn> => call(accounts.logIn, { body }),
    logout: () => call(accounts.logOut),
    me: async (options?: RequestOptions): Promise<OwnUser> => (await call(accounts.getMe, {}, options)).user,
    updateMe: async (body: UpdateMeBody): Promise<OwnUser> => (await call(accounts.updateMe, { body })).user,
    /** Ends all other sessions of the account. */
    changePassword: (body: { currentPassword: string; newPassword: string }) => call(accounts.changePassword, { body }),
    sessions: async (): Promise<Session[]> => (await call(accounts.listSessions)).sessions,
    endSession: (sessionId: string) => call(accounts.endSession, { params: { session_id: sessionId } }),
    /** A page of all people, by name; `query` is a part of a name. `limit` 1–200, 50 unless set. */
    users: (
      query: { query?: string; limit?: number; cursor?: string } = {},
      options?: RequestOptions,
    ): Promise<UserList> => call(accounts.listUsers, { query }, options),
    /** These people, those that exist, in no particular order. At most 200 ids. */
    usersById: async (ids: readonly string[]): Promise<User[]> =>
      (await call(accounts.listUsers, { query: { ids: ids.join(',') } })).users,
    /** A JWT that names user and session, for 15 minutes. */
    token: () => call(accounts.createToken),
    /** Single use, 30 s: for a WebSocket client that can set neither cookie nor header. */
    wsTicket: (options?: RequestOptions) => call(accounts.createSocketTicket, {}, options),
  };
}

function chatMethods(call: Call) {
  return {
    /** The one direct chat with this person, made if there is none. */
    createDirectChat: (userId: string): Promise<Chat> =>
      call(chats.createChat, { body: { kind: 'direct', memberIds: [userId] } }),
    createGroup: (name: string, memberIds: readonly string[], options: GroupOptions = {}): Promise<Chat> =>
      call(chats.createChat, { body: { kind: 'group', name, memberIds: [...memberIds], ...options } }),
    /** All of them, last spoken in first. */
    chats: () => allChats(call),
    chat: (chatId: string): Promise<Chat> => call(chats.getChat, { params: { chat_id: chatId } }),
    /** Who removed me from a chat that I am not in any more; `not-found` where nobody did. */
    removal: (chatId: string): Promise<Removal> => call(chats.getRemoval, { params: { chat_id: chatId } }),
    renameChat: (chatId: string, name: string): Promise<Chat> =>
      call(chats.renameChat, { params: { chat_id: chatId }, body: { name } }),
    activeUsers: (chatId: string): Promise<{ users: User[]; count: number }> =>
      call(presence.listActiveUsers, { params: { chat_id: chatId } }),
    markRead: (chatId: string, seq: number, options?: RequestOptions): Promise<ReadPosition> =>
      call(reading.markRead, { params: { chat_id: chatId }, body: { seq } }, options),
  };
}

async function allChats(call: Call): Promise<Chat[]> {
  const pageAfter = (cursor?: string): Promise<ChatList> => call(chats.listChats, { query: { cursor } });
  const first = await pageAfter();
  // Servers of the version before answer all at once, and name no cursor.
  if (!first.nextCursor) return first.chats;
  const later: Chat[] = [];
  for (let cursor: string | null = first.nextCursor; cursor !== null;) {
    const page = await pageAfter(cursor);
    later.push(...page.chats);
    cursor = page.nextCursor;
  }
  // What was spoken in meanwhile has moved to the front, past the pages that were still to come.
  const front = (await pageAfter()).chats;
  const byId = new Map<string, Chat>();
  for (const chat of [...front, ...first.chats, ...later]) if (!byId.has(chat.id)) byId.set(chat.id, chat);
  return [...byId.values()];
}

function memberMethods(call: Call) {
  return {
    addMembers: (chatId: string, userIds: readonly string[]): Promise<Chat> =>
      call(chats.addMembers, { params: { chat_id: chatId }, body: { userIds: [...userIds] } }),
    /** With the own id: leaves the chat. */
    removeMember: (chatId: string, userId: string) =>
      call(chats.removeMember, { params: { chat_id: chatId, user_id: userId } }),
    changeRole: (chatId: string, userId: string, role: Role): Promise<Chat> =>
      call(chats.changeRole, { params: { chat_id: chatId, user_id: userId }, body: { role } }),
  };
}

function messageMethods(call: Call) {
  return {
    /** A page, ascending by `seq`; the newest without a bound. `limit` 1–200, 50 unless set. */
    messages: (
      chatId: string,
      query: { limit?: number; before?: number; after?: number } = {},
      options?: RequestOptions,
    ): Promise<MessagePage> => call(messages.listMessages, { params: { chat_id: chatId }, query }, options),
    sendMessage: (chatId: string, body: { content: string; clientId?: string } & DraftParts): Promise<Message> =>
      call(messages.sendMessage, { params: { chat_id: chatId }, body }),
    editMessage: (place: MessagePlace, content: string, from: EditStart = {}): Promise<Message> =>
      call(messages.editMessage, { params: paramsOf(place), body: { content, ...from } }),
    deleteMessage: (place: MessagePlace): Promise<Message> => call(messages.deleteMessage, { params: paramsOf(place) }),
    react: (place: MessagePlace, emoji: string, on: boolean): Promise<Message> =>
      call(on ? reactions.addReaction : reactions.removeReaction, { params: { ...paramsOf(place), emoji } }),
  };
}

function paramsOf({ chatId, id }: MessagePlace): { chat_id: string; message_id: string } {
  return { chat_id: chatId, message_id: id };
}
