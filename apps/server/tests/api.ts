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
}

/** Calls of one caller, of nobody without a token. */
export function api(url: string, token?: string): Api {
  return {
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
  };
}

/** Somebody new with that display name: usernames are made up, so that tests can share a server. */
export async function register(url: string, name: string): Promise<Person> {
  const username = `${name}.${randomBytes(4).toString('hex')}`;
  const account = { username, displayName: name, password: passwordOf(name) };
  const answer = await api(url).call<{ user: OwnUser; token: string }>('POST', '/api/auth/register', account);
  if (answer.status !== 201) throw new Error(`Could not register ${username}: ${JSON.stringify(answer.body)}`);
  const { user, token } = answer.body;
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
  const { body } = await one.api.call<Chat>('POST', '/api/chats/', { kind: 'direct', memberIds: [other.user.id] });
  return body;
}

export async function startGroup(owner: Person, members: readonly Person[], name = 'Group'): Promise<Chat> {
  const memberIds = members.map(({ user }) => user.id);
  const { body } = await owner.api.call<Chat>('POST', '/api/chats/', { kind: 'group', name, memberIds });
  return body;
}

export async function send(person: Person, chatId: string, content: string, clientId?: string): Promise<Message> {
  const { body } = await person.api.call<Message>('POST', `/api/chats/${chatId}/messages`, {
    content,
    ...(clientId !== undefined && { clientId }),
  });
  return body;
}

/** Every message of the chat, page by page. */
export async function readHistory(person: Person, chatId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0;
    const { body } = await person.api.call<{ messages: Message[]; hasMore: boolean }>(
      'GET',
      `/api/chats/${chatId}/messages?after=${after}&limit=200`,
    );
    messages.push(...body.messages);
    if (!body.hasMore) return messages;
  }
}
