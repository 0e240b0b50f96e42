import { randomBytes } from 'node:crypto';
import type { Chat, Message, OwnUser } from '@confab/protocol';

/** A person at the server under test: who they are and how they call it. */
export interface Person {
  user: OwnUser;
  token: string;
  api: Api;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Api {
  // The test says which body it expects; what came is checked by its assertions.
  call<Body = never>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  /** A step on the way to what a test is about: answers the body, and rejects where the server refuses. */
  must<Body = never>(method: string, path: string, body?: unknown): Promise<Body>;
}

/** Calls of one caller, of nobody without a token. */
export function api(url: string, token?: string): Api {
  const self: Api = {
    async call(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? null : JSON.parse(text)) as never,
      };
    },
    async must(method, path, body) {
      const answer = await self.call(method, path, body);
      if (answer.status >= 200 && answer.status < 300) return answer.body;
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
  };
  return self;
}

/** Somebody new with that display name: usernames are made up, so that tests can share a server. */
export async function register(url: string, name: string): Promise<Person> {
  const username = `${name}.${randomBytes(4).toString('hex')}`;
  const account = { username, displayName: name, password: passwordOf(name) };
  const { user, token } = await api(url).must<{ user: OwnUser; token: string }>('POST', '/api/auth/register', account);
  return { user, token, api: api(url, token) };
}

export function passwordOf(name: string): string {
  return `correct horse ${name}`;
}

/** Registers one after another, so that rate limits and password hashing are no part of the test. */
export async function registerAll<Name extends string>(url: string, ...names: Name[]): Promise<Record<Name, Person>> {
  const people: Partial<Record<Name, Person>> = {};
  for (const name of names) people[name] = await register(url, name);
  return people as Record<Name, Person>;
}

export async function startDirect(one: Person, other: Person): Promise<Chat> {
  return await one.api.must<Chat>('POST', '/api/chats/', { kind: 'direct', memberIds: [other.user.id] });
}

export async function startGroup(owner: Person, members: readonly Person[], name = 'Group'): Promise<Chat> {
  const memberIds = members.map(({ user }) => user.id);
  return await owner.api.must<Chat>('POST', '/api/chats/', { kind: 'group', name, memberIds });
}

export async function send(person: Person, chatId: string, content: string, clientId?: string): Promise<Message> {
  return await person.api.must<Message>('POST', `/api/chats/${chatId}/messages`, {
    content,
    ...(clientId !== undefined && { clientId }),
  });
}

/** Every message of the chat, page by page. */
export async function readHistory(person: Person, chatId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0;
    const page = await person.api.must<{ messages: Message[]; hasMore: boolean }>(
      'GET',
      `/api/chats/${chatId}/messages?after=${after}&limit=200`,
    );
    messages.push(...page.messages);
    if (!page.hasMore) return messages;
  }
}
