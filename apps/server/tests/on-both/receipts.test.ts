import { createClient, type ConfabClient, lastSeenAt } from '@confab/client';
import type { Chat, Problem, Readers } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const read = (person: Person, chatId: string, seq: number) =>
  person.api.must('POST', `/api/chats/${chatId}/read`, { seq });
const hide = (person: Person, value: { receipts?: 'hidden'; lastSeen?: 'hidden' }) =>
  person.api.must('PUT', '/api/me/documents/privacy', { value });

/** With the chat open. */
async function watch({ token }: Person, chatId: string): Promise<ConfabClient> {
  const client = createClient({ baseUrl: server.url, token });
  client.connect();
  client.openChat(chatId);
  await client.until(({ chats }) => (chats.get(chatId)?.receipts ?? null) !== null);
  return client;
}

const cursorOf = (client: ConfabClient, chatId: string, { user }: Person) =>
  client.getState().chats.get(chatId)?.receipts?.get(user.id);
const untilRead = (client: ConfabClient, chatId: string, person: Person, seq: number | undefined) =>
  client.until(() => cursorOf(client, chatId, person)?.readSeq === seq);

async function readers(person: Person, place: { chatId: string; id: string }, query = ''): Promise<Readers> {
  return await person.api.must<Readers>('GET', `/api/chats/${place.chatId}/messages/${place.id}/readers${query}`);
}

test('[D20] [D42] an outsider learns of nobody how far they have read, and whoever was removed nothing more', async () => {
  const { ada, bob, cy, eve } = await registerAll(server.url, 'ada', 'bob', 'cy', 'eve');
  const group = await startGroup(ada, [bob, cy]);
  const message = await send(ada, group.id, 'hello');
  const path = `/api/chats/${group.id}/messages/${message.id}/readers`;
  expect((await server.fetch('GET', path)).status).toBe(401);
  expect((await eve.api.call<Problem>('GET', path)).body.code).toBe('not-found');
  await using outside = await connectLive(server.url, eve, { receipts: true });
  outside.send({ type: 'open', chatId: group.id });
  expect((await outside.next('error')).code).toBe('not-found');

  await using inside = await connectLive(server.url, cy, { receipts: true });
  inside.send({ type: 'open', chatId: group.id });
  await inside.next('receipts');
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${cy.user.id}`);
  await inside.next('chat-removed');
  const before = inside.ofType('receipts').length;
  await using watching = await watch(ada, group.id);
  await read(bob, group.id, message.seq);
  await untilRead(watching, group.id, bob, message.seq);
  expect(inside.ofType('receipts')).toHaveLength(before);
  expect(outside.ofType('receipts')).toEqual([]);
  expect((await cy.api.call<Problem>('GET', path)).body.code).toBe('not-found');
});

test('[D42] whoever has a small chat open is told how far the others have read, an older client by one', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const group = await startGroup(ada, [bob, cy]);
  await using watching = await watch(ada, group.id);
  await using older = await connectLive(server.url, cy);
  older.send({ type: 'open', chatId: group.id });
  await older.next('active-users');
  const first = await send(ada, group.id, 'one');
  await read(bob, group.id, first.seq);
  await untilRead(watching, group.id, bob, first.seq);
  await older.next('read', ({ userId, readSeq }) => userId === bob.user.id && readSeq === first.seq);
  expect(older.ofType('receipts')).toEqual([]);
  // No message stands there, and nobody is seen to go back.
  await read(bob, group.id, first.seq - 1);
  await using late = await watch(ada, group.id);
  expect(cursorOf(late, group.id, bob)).toEqual({ userId: bob.user.id, readSeq: first.seq });
  watching.closeChat(group.id);
  expect(watching.getState().chats.get(group.id)?.receipts).toBeNull();
});

test('[D42] a chat with more than 30 members tells it only of a message that somebody asks about, in pages', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `m${String(n).padStart(2, '0')}`);
  const { ada } = await registerAll(server.url, 'ada');
  const people = Object.values(await registerAll(server.url, ...names));
  const group = await startGroup(ada, people);
  const message = await send(ada, group.id, 'all hands');
  await using asking = await connectLive(server.url, ada, { receipts: true });
  asking.send({ type: 'open', chatId: group.id });
  await asking.next('active-users');
  const readAlready = people.slice(0, 12);
  for (const person of readAlready) await read(person, group.id, message.seq);
  const first = await readers(ada, message, '?limit=10');
  expect(first.counts).toEqual({ read: 12, unread: 18 });
  const second = await readers(ada, message, `?limit=10&cursor=${first.nextCursor}`);
  expect(second.nextCursor).toBeNull();
  const told = [...first.users, ...second.users].map(({ id }) => id);
  expect(told).toEqual(readAlready.map(({ user }) => user.id));
  const unread = await readers(ada, message, '?state=unread');
  expect(unread.users.map(({ id }) => id)).toEqual(people.slice(12).map(({ user }) => user.id));
  expect(asking.ofType('receipts')).toEqual([]);
  expect(asking.ofType('read').filter(({ userId }) => userId !== ada.user.id)).toEqual([]);
  const bad = await ada.api.call<Problem>(
    'GET',
    `/api/chats/${group.id}/messages/${message.id}/readers?cursor=eyJhIjoxfQ`,
  );
  expect(bad).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test('[D42] of a message those count who were there when it was sent, and threads have no receipts', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const group = await startGroup(ada, [bob]);
  const message = await send(ada, group.id, 'before cy');
  await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cy.user.id] });
  expect((await readers(ada, message, '?state=unread')).users.map(({ id }) => id)).toEqual([bob.user.id]);
  expect((await readers(ada, message)).counts).toEqual({ read: 0, unread: 1 });
  const thread = await ada.api.must<Chat>('PUT', `/api/chats/${group.id}/messages/${message.id}/thread`);
  const inThread = await send(ada, thread.id, 'aside');
  const path = `/api/chats/${thread.id}/messages/${inThread.id}/readers`;
  expect((await bob.api.call<Problem>('GET', path)).body.code).toBe('forbidden');
  await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${message.id}`);
  const gone = await bob.api.call<Problem>('GET', `/api/chats/${group.id}/messages/${message.id}/readers`);
  expect(gone.body.code).toBe('message-deleted');
});

test('[D43] who hides receipts neither shows nor sees them, at once and everywhere, until they show them again', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const group = await startGroup(ada, [bob, cy]);
  const message = await send(ada, group.id, 'who?');
  await read(bob, group.id, message.seq);
  await read(cy, group.id, message.seq);
  await using ofAda = await watch(ada, group.id);
  await using ofBob = await watch(bob, group.id);
  await using older = await connectLive(server.url, ada);
  older.send({ type: 'open', chatId: group.id });
  await older.next('active-users');
  await untilRead(ofAda, group.id, bob, message.seq);
  await untilRead(ofBob, group.id, cy, message.seq);

  await hide(bob, { receipts: 'hidden' });
  await untilRead(ofAda, group.id, bob, undefined);
  await ofBob.until(() => ofBob.getState().chats.get(group.id)?.receipts?.size === 0);
  const next = await send(ada, group.id, 'and now?');
  await read(bob, group.id, next.seq);
  await read(cy, group.id, next.seq);
  await untilRead(ofAda, group.id, cy, next.seq);
  await older.next('read', ({ userId, readSeq }) => userId === cy.user.id && readSeq === next.seq);
  expect(older.ofType('read').filter(({ userId }) => userId === bob.user.id)).toEqual([]);
  expect(cursorOf(ofAda, group.id, bob)).toBeUndefined();
  expect(ofBob.getState().chats.get(group.id)?.receipts?.size).toBe(0);
  const seqs = async (person: Person) => {
    const { members } = await person.api.must<Chat>('GET', `/api/chats/${group.id}`);
    return Object.fromEntries(members.map(({ user, readSeq }) => [user.displayName, readSeq]));
  };
  expect(await seqs(ada)).toEqual({ ada: next.seq, bob: 0, cy: next.seq });
  expect(await seqs(bob)).toEqual({ ada: 0, bob: next.seq, cy: 0 });
  expect(await readers(ada, next)).toMatchObject({ users: [{ id: cy.user.id }], counts: { read: 1, unread: 0 } });
  const refused = await bob.api.call<Problem>('GET', `/api/chats/${group.id}/messages/${next.id}/readers`);
  expect(refused.body.code).toBe('forbidden');

  await bob.api.must('DELETE', '/api/me/documents/privacy');
  await untilRead(ofAda, group.id, bob, next.seq);
  await untilRead(ofBob, group.id, cy, next.seq);
});

test('[D43] who hides when they were last seen neither shows nor sees it, over REST and live', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const group = await startGroup(ada, [bob, cy]);
  for (const person of [ada, bob, cy]) (await connectLive(server.url, person)).webSocket.close();
  const seen = async (viewer: Person, { user }: Person) => {
    const { users } = await viewer.api.must<{ users: { lastSeenAt: string | null }[] }>(
      'GET',
      `/api/auth/users?ids=${user.id}`,
    );
    return users[0]?.lastSeenAt ?? null;
  };
  for (const person of [ada, bob, cy]) await expect.poll(() => seen(ada, person), { timeout: 20_000 }).not.toBeNull();
  await using ofCy = createClient({ baseUrl: server.url, token: cy.token });
  ofCy.connect();
  await ofCy.until(({ chatsLoaded }) => chatsLoaded);
  const stop = ofCy.watchPresence([bob.user.id]);
  await ofCy.until((state) => state.presence.has(bob.user.id) && lastSeenAt(state, bob.user.id) !== null);

  await hide(bob, { lastSeen: 'hidden' });
  await ofCy.until((state) => lastSeenAt(state, bob.user.id) === null);
  const listed = async (viewer: Person) => {
    const { members } = await viewer.api.must<Chat>('GET', `/api/chats/${group.id}`);
    return members
      .filter(({ user }) => user.lastSeenAt !== null)
      .map(({ user }) => user.displayName)
      .toSorted();
  };
  expect(await listed(ada)).toEqual(['ada', 'cy']);
  expect(await listed(bob)).toEqual(['bob']);
  expect([await seen(ada, bob), await seen(bob, ada), await seen(bob, bob)]).toEqual([null, null, expect.any(String)]);
  // They come and go, and nobody is told when that was.
  const visit = await connectLive(server.url, bob);
  await ofCy.until(({ presence }) => presence.get(bob.user.id)?.online === true);
  visit.webSocket.close();
  const state = await ofCy.until(({ presence }) => presence.get(bob.user.id)?.online === false);
  expect(lastSeenAt(state, bob.user.id)).toBeNull();
  stop();
});

test('[D44] in a direct chat the sender is told when a device of the other has it, and that is kept', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const chat = await startDirect(ada, bob);
  await using sender = await watch(ada, chat.id);
  const message = await send(ada, chat.id, 'there?');
  await using other = await connectLive(server.url, eve);
  other.send({ type: 'delivered', chats: { [chat.id]: message.seq } });
  expect(cursorOf(sender, chat.id, bob)).toEqual({ userId: bob.user.id, readSeq: 0, deliveredSeq: 0 });
  await using phone = createClient({ baseUrl: server.url, token: bob.token });
  phone.connect();
  await sender.until(() => cursorOf(sender, chat.id, bob)?.deliveredSeq === message.seq);
  expect(cursorOf(sender, chat.id, bob)?.readSeq).toBe(0);
  expect(cursorOf(sender, chat.id, ada)?.readSeq).toBe(message.seq);
  // More than there is, and back again, say nothing.
  await using odd = await connectLive(server.url, bob);
  odd.send({ type: 'delivered', chats: { [chat.id]: 1_000_000, nowhere: 1 } });
  odd.send({ type: 'delivered', chats: { [chat.id]: 0 } });
  phone.markRead(chat.id, message.seq);
  await sender.until(() => cursorOf(sender, chat.id, bob)?.readSeq === message.seq);
  await using late = await watch(ada, chat.id);
  expect(cursorOf(late, chat.id, bob)).toMatchObject({ readSeq: message.seq, deliveredSeq: message.seq });
  odd.send({ type: 'delivered', chats: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`c${n}`, 1])) });
  expect((await odd.next('error')).code).toBe('invalid-frame');
});
