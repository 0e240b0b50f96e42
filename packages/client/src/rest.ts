import type {
  ChatList,
  Chat,
  LoginBody,
  Message,
  MessagePage,
  OwnUser,
  RegisterBody,
  Removal,
  Role,
  Session,
  SignedIn,
  User,
  UserList,
} from '@confab/protocol';
import type { Clock } from './clock.ts';
import { createTransport, type Person, type RequestOptions, type Transport } from './rest-transport.ts';

/** Where a message is: any `Message` will do. */
export type MessagePlace = Pick<Message, 'id' | 'chatId' | 'seq'>;

/** `baseRev`: the `rev` of the message whose text the edit started from. */
export interface EditStart {
  baseRev?: number;
}

export interface ReadPosition {
  readSeq: number;
  unread: number;
  /** The chat's `rev` that `unread` is exact for. */
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
  return {
    /** Authenticates the requests from now on; null leaves it to the cookie. */
    setToken: (token: string | null) => transport.setToken(token),
    /** Rejects what is under way or waits with an `AbortError`. */
    giveUp: () => transport.giveUp(),
    ...accountMethods(transport),
    ...chatMethods(transport),
    ...memberMethods(transport),
    ...messageMethods(transport),
  };
}

function accountMethods({ request }: Transport) {
  return {
    register: (body: RegisterBody) => request<SignedIn>('POST', '/api/auth/register', body),
    login: (body: LoginBody) => request<SignedIn>('POST', '/api/auth/login', body),
    logout: () => request<void>('POST', '/api/auth/logout'),
    me: async (options?: RequestOptions) =>
      (await request<{ user: OwnUser }>('GET', '/api/auth/me', undefined, options)).user,
    updateMe: async (body: { displayName: string }) =>
      (await request<{ user: OwnUser }>('PATCH', '/api/auth/me', body)).user,
    /** Ends all other sessions of the account. */
    changePassword: (body: { currentPassword: string; newPassword: string }) =>
      request<void>('POST', '/api/auth/password', body),
    sessions: async () => (await request<{ sessions: Session[] }>('GET', '/api/auth/sessions')).sessions,
    endSession: (sessionId: string) => request<void>('DELETE', `/api/auth/sessions/${segment(sessionId)}`),
    /** A page of all people, by name; `query` is a part of a name. `limit` 1–200, 50 unless set. */
    users: (query: { query?: string; limit?: number; cursor?: string } = {}, options?: RequestOptions) =>
      request<UserList>('GET', `/api/auth/users${queryString(query)}`, undefined, options),
    /** These people, those that exist, in no particular order. At most 200 ids. */
    usersById: async (ids: readonly string[]): Promise<User[]> =>
      (await request<UserList>('GET', `/api/auth/users${queryString({ ids: ids.join(',') })}`)).users,
    /** A JWT that names user and session, for 15 minutes. */
    token: () => request<{ token: string; expiresAt: string }>('POST', '/api/auth/token'),
    /** Single use, 30 s: for a WebSocket client that can set neither cookie nor header. */
    wsTicket: (options?: RequestOptions) =>
      request<{ ticket: string; expiresAt: string }>('POST', '/api/auth/ws-ticket', undefined, options),
  };
}

function chatMethods({ request }: Transport) {
  return {
    /** The one direct chat with this person, made if there is none. */
    createDirectChat: (userId: string) => request<Chat>('POST', '/api/chats', { kind: 'direct', memberIds: [userId] }),
    createGroup: (name: string, memberIds: readonly string[]) =>
      request<Chat>('POST', '/api/chats', { kind: 'group', name, memberIds }),
    /** All of them, last spoken in first. */
    chats: () => allChats(request),
    chat: (chatId: string) => request<Chat>('GET', chatPath(chatId)),
    /** Who removed me from a chat that I am not in any more; `not-found` where nobody did. */
    removal: (chatId: string) => request<Removal>('GET', `${chatPath(chatId)}/removal`),
    renameChat: (chatId: string, name: string) => request<Chat>('PATCH', chatPath(chatId), { name }),
    activeUsers: (chatId: string) =>
      request<{ users: User[]; count: number }>('GET', `${chatPath(chatId)}/active-users`),
    markRead: (chatId: string, seq: number) => request<ReadPosition>('POST', `${chatPath(chatId)}/read`, { seq }),
  };
}

async function allChats(request: Transport['request']): Promise<Chat[]> {
  const pageAfter = (cursor?: string): Promise<ChatList> =>
    request<ChatList>('GET', `/api/chats${queryString({ cursor })}`);
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
  const chats = new Map<string, Chat>();
  for (const chat of [...front, ...first.chats, ...later]) if (!chats.has(chat.id)) chats.set(chat.id, chat);
  return [...chats.values()];
}

function memberMethods({ request }: Transport) {
  return {
    addMembers: (chatId: string, userIds: readonly string[]) =>
      request<Chat>('POST', `${chatPath(chatId)}/members`, { userIds }),
    /** With the own id: leaves the chat. */
    removeMember: (chatId: string, userId: string) => request<void>('DELETE', memberPath(chatId, userId)),
    changeRole: (chatId: string, userId: string, role: Role) =>
      request<Chat>('PUT', memberPath(chatId, userId), { role }),
  };
}

function messageMethods({ request }: Transport) {
  return {
    /** A page, ascending by `seq`; the newest without a bound. `limit` 1–200, 50 unless set. */
    messages: (
      chatId: string,
      query: { limit?: number; before?: number; after?: number } = {},
      options?: RequestOptions,
    ) => request<MessagePage>('GET', `${chatPath(chatId)}/messages${queryString(query)}`, undefined, options),
    sendMessage: (chatId: string, body: { content: string; clientId?: string }) =>
      request<Message>('POST', `${chatPath(chatId)}/messages`, body),
    editMessage: (place: MessagePlace, content: string, from: EditStart = {}) =>
      request<Message>('PATCH', messagePath(place), { content, ...from }),
    deleteMessage: (place: MessagePlace) => request<Message>('DELETE', messagePath(place)),
    react: (place: MessagePlace, emoji: string, on: boolean) =>
      request<Message>(on ? 'PUT' : 'DELETE', `${messagePath(place)}/reactions/${segment(emoji)}`),
  };
}

function chatPath(chatId: string): string {
  return `/api/chats/${segment(chatId)}`;
}

function memberPath(chatId: string, userId: string): string {
  return `${chatPath(chatId)}/members/${segment(userId)}`;
}

function messagePath(place: MessagePlace): string {
  return `${chatPath(place.chatId)}/messages/${segment(place.id)}`;
}

function segment(text: string): string {
  return encodeURIComponent(text);
}

function queryString(query: Record<string, string | number | undefined>): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString()}`;
}
