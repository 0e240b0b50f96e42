import { randomBytes } from 'node:crypto';
import { chatSchema, signedInSchema } from '@confab/protocol';

/** Somebody registered at the server under attack. */
export interface Account {
  id: string;
  token: string;
}

export async function registerAccounts(url: string, count: number): Promise<Account[]> {
  const accounts: Account[] = [];
  // One after another: hashing all their passwords at once is a flood of its own.
  for (let index = 0; index < count; index += 1) accounts.push(await registerAccount(url));
  return accounts;
}

async function registerAccount(url: string): Promise<Account> {
  const username = `flood-${randomBytes(6).toString('hex')}`;
  const response = await post(url, '/api/auth/register', { username, password: 'violet-harbour-42' });
  if (response.status !== 201) throw new Error(`Could not register: ${response.status} ${await response.text()}`);
  const { user, token } = signedInSchema.parse(await response.json());
  return { id: user.id, token };
}

/** A direct chat of two people, with its id as the answer. */
export async function startDirectChat(url: string, one: Account, other: Account): Promise<string> {
  const response = await post(url, '/api/chats/', { kind: 'direct', memberIds: [other.id] }, one);
  if (!response.ok) throw new Error(`Could not start a chat: ${response.status} ${await response.text()}`);
  return chatSchema.parse(await response.json()).id;
}

export async function post(url: string, path: string, body: unknown, caller?: Account): Promise<Response> {
  return await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(caller && bearerOf(caller)) },
    body: JSON.stringify(body),
  });
}

export function bearerOf({ token }: Account): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
