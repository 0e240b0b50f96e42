import { createClient, documentsOf, rescheduleMessage, scheduleMessage } from '@confab/client';
import type { Chat, Document, DocumentPage, Message } from '@confab/protocol';
import { documentIdOf } from '@confab/protocol/threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Person, readHistory, registerAll, startDirect, startGroup } from '../api.ts';
import { readDocumentsOfKind } from '../../src/personal/index.ts';
import { type Clock, systemClock } from '../../src/realtime/clock.ts';
import { startServer } from '../start-server.ts';

/** Of the server: ahead of ours by as much as a test says. */
let aheadMs = 0;
const clock: Clock = { ...systemClock, wallNow: () => systemClock.wallNow() + aheadMs };
const server = await startServer({}, { clock });
afterAll(() => server.close());
// The first account owns the place.
let owner: Person;
beforeAll(async () => {
  owner = await server.register('owner');
});

const minute = 60_000;
const inMs = (ms: number): string => new Date(clock.wallNow() + ms).toISOString();
const pathOf = (key: string): string => `/api/me/documents/${encodeURIComponent(key)}`;
const put = (person: Person, key: string, value: object) => person.api.must('PUT', pathOf(key), { value });
const contents = async (person: Person, chatId: string): Promise<string[]> =>
  (await readHistory(person, chatId)).filter(({ kind }) => kind === 'text').map(({ content }) => content);

async function kept(person: Person, kind: string): Promise<Document[]> {
  const { documents } = await person.api.must<DocumentPage>('GET', '/api/me/documents');
  return documents.filter(({ key, value }) => key.startsWith(`${kind}/`) && value !== null);
}

/** The time comes. Whoever asks for any job has all of them looked at. */
async function pass(person: Person, ms: number): Promise<void> {
  aheadMs += ms;
  await put(person, 'reminder/far', { chatId: 'any', seq: 1, at: inMs(1e10) });
  await person.api.must('DELETE', pathOf('reminder/far'));
}

/** The server has it done by a job: nothing else tells. */
const eventually = <Value>(look: () => Promise<Value>): Promise<Value> => vi.waitFor(look, { timeout: 10_000 });

test('[D45] [D41] what its writer had not read stays unread, on each device', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const say = (content: string) => bob.api.must<Message>('POST', `/api/chats/${chat.id}/messages`, { content });
  await say('have you seen it?');
  await say(`@${ada.user.username}?`);
  const question = await say('and in a thread?');
  const path = `/api/chats/${chat.id}/messages/${question.id}/thread`;
  const thread = await ada.api.must<Chat>('PUT', path);
  for (const one of [ada, bob]) await one.api.must('POST', `/api/chats/${thread.id}/messages`, { content: 'in it' });
  await put(ada, 'scheduled/there', { chatId: thread.id, content: 'I have', at: inMs(5 * minute) });
  await put(ada, 'scheduled/answer', { chatId: chat.id, content: 'good morning', at: inMs(10 * minute) });
  await put(ada, 'scheduled/more', { chatId: chat.id, content: 'and more', at: inMs(20 * minute) });
  await pass(ada, 30 * minute);
  await eventually(async () => expect(await kept(ada, 'scheduled')).toEqual([]));
  expect(await kept(ada, 'unread')).toMatchObject([
    { key: `unread/${documentIdOf(thread.id)}`, value: { seq: 2, unread: 1, mentions: 0 } },
    { key: `unread/${chat.id}`, value: { seq: 1, unread: 3, mentions: 1 } },
  ]);
  expect(await kept(bob, 'unread')).toEqual([]);
});

test('[D45] what is due is sent by its writer, in its order, once, with what goes along, and is kept no more', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await put(ada, 'scheduled/later', { chatId: chat.id, content: 'much later', at: inMs(600 * minute) });
  const parts = { silent: true };
  await put(ada, 'scheduled/two', {
    chatId: chat.id,
    content: `second for @${bob.user.username}`,
    at: inMs(20 * minute),
    parts,
  });
  await put(ada, 'scheduled/one', { chatId: chat.id, content: 'first', at: inMs(10 * minute) });
  expect(await contents(bob, chat.id)).toEqual([]);
  await pass(ada, 30 * minute);
  await eventually(async () => expect(await contents(bob, chat.id)).toHaveLength(2));
  const [first, second] = await readHistory(bob, chat.id);
  expect(first).toMatchObject({ content: 'first', senderId: ada.user.id });
  expect(second).toMatchObject({ silent: true, mentions: { userIds: [bob.user.id] } });
  await eventually(async () =>
    expect((await kept(ada, 'scheduled')).map(({ key }) => key)).toEqual(['scheduled/later']),
  );
  // What waits for long can be sent now.
  await put(ada, 'scheduled/later', { chatId: chat.id, content: 'after all', at: inMs(-minute) });
  await eventually(async () => expect(await contents(bob, chat.id)).toContain('after all'));
  await eventually(async () => expect(await kept(ada, 'scheduled')).toEqual([]));
  // A device that was offline puts it again: it was sent, and what it says now is not lost.
  await put(ada, 'scheduled/later', { chatId: chat.id, content: 'after all', at: inMs(-minute) });
  await eventually(async () => expect(await kept(ada, 'scheduled')).toEqual([]));
  await put(ada, 'scheduled/later', { chatId: chat.id, content: 'other words', at: inMs(-minute) });
  await eventually(async () =>
    expect(await kept(ada, 'scheduled')).toMatchObject([
      { value: { content: 'other words', refused: { code: 'client-id-reused' } } },
    ]),
  );
  expect(await contents(bob, chat.id)).toHaveLength(3);
});

test('[A52] whoever may not write there when it is due does not, and reads why; what was deleted is not sent', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  // Of a chat that is none of hers.
  await put(eve, 'scheduled/e', { chatId: group.id, content: 'let me in', at: inMs(0) });
  await put(bob, 'scheduled/b', { chatId: group.id, content: 'still here?', at: inMs(10 * minute) });
  await put(ada, 'scheduled/a', { chatId: group.id, content: 'never mind', at: inMs(5 * minute) });
  await ada.api.must('DELETE', pathOf('scheduled/a'));
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  await pass(ada, 20 * minute);
  for (const person of [eve, bob]) {
    await eventually(async () =>
      expect(await kept(person, 'scheduled')).toMatchObject([{ value: { refused: { code: 'not-found' } } }]),
    );
  }
  expect(await contents(ada, group.id)).toEqual([]);
  // Back again, it can be sent after all.
  await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [bob.user.id] });
  await put(bob, 'scheduled/b', { chatId: group.id, content: 'still here?', at: inMs(0) });
  await eventually(async () => expect(await contents(ada, group.id)).toEqual(['still here?']));
});

test('[A52] [D45] whoever is banned, deactivated or muted by then sends nothing, and it says why', async () => {
  const { ada, bob, carl, dora } = await registerAll(server.url, 'ada', 'bob', 'carl', 'dora');
  const group = await startGroup(ada, [bob, carl, dora]);
  for (const person of [ada, bob, carl, dora]) {
    await put(person, 'scheduled/late', { chatId: group.id, content: person.user.displayName, at: inMs(10 * minute) });
  }
  const restrict = ({ user }: Person, kind: string) => {
    const body = { kind, reason: 'Spam', until: inMs(60 * minute) };
    return owner.api.must<{ id: string }>('POST', `/api/moderation/people/${user.id}/restrictions`, body);
  };
  const change = { userIds: [carl.user.id], change: { type: 'deactivate' } };
  await owner.api.must('POST', '/api/admin/people/changes', change);
  await restrict(bob, 'ban');
  await restrict(dora, 'mute');
  await pass(ada, 20 * minute);
  // Two of them can't look by themselves.
  const refusalOf = async ({ user }: Person) =>
    (await readDocumentsOfKind(server.parts.storage.db, user.id, 'scheduled')).map(({ value }) => value);
  for (const [person, code] of [
    [bob, 'banned'],
    [carl, 'account-deactivated'],
    [dora, 'muted'],
  ] as const) {
    await eventually(async () => expect(await refusalOf(person)).toMatchObject([{ refused: { code } }]));
  }
  await eventually(async () => expect(await contents(ada, group.id)).toEqual(['ada']));
});

test('[A52] [D45] of whoever owes a second factor it is held until they have one, or none is wanted of them', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await put(ada, 'scheduled/held', { chatId: chat.id, content: 'later', at: inMs(10 * minute) });
  await put(owner, 'scheduled/other', {
    chatId: (await startDirect(owner, bob)).id,
    content: 'now',
    at: inMs(10 * minute),
  });
  const require = (roles: string[]) => owner.api.must('PATCH', '/api/place', { requireSecondFactor: roles });
  await require(['member']);
  await pass(owner, 20 * minute);
  await eventually(async () => expect(await kept(owner, 'scheduled')).toEqual([]));
  const { db } = server.parts.storage;
  const due = async (): Promise<number> => {
    const jobs = db.$extendTables<{ jobs: { kind: string; key: string; due_at: number } }>();
    const job = jobs.selectFrom('jobs').select('due_at').where('kind', '=', 'scheduled').where('key', '=', ada.user.id);
    return (await job.executeTakeFirst())?.due_at ?? 0;
  };
  await eventually(async () => expect(await due()).toBeGreaterThan(clock.wallNow()));
  expect(await readDocumentsOfKind(db, ada.user.id, 'scheduled')).toMatchObject([{ value: { content: 'later' } }]);
  await require([]);
  expect(await contents(bob, chat.id)).toEqual([]);
  await pass(owner, 2 * minute);
  await eventually(async () => expect(await contents(bob, chat.id)).toEqual(['later']));
});

test('a message that is silent says so to everybody, and so does what it says in the chat of its thread', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const path = `/api/chats/${chat.id}/messages`;
  const root = await ada.api.must<Message>('POST', path, { content: 'psst', silent: true });
  expect(root).toMatchObject({ silent: true });
  await ada.api.must('POST', `/api/chats/${chat.id}~${root.seq.toString(36)}/messages`, {
    content: 'aside',
    silent: true,
    toChat: true,
  });
  expect((await readHistory(bob, chat.id)).map(({ silent }) => silent)).toEqual([true, true]);
  expect((await bob.api.call('POST', path, { content: 'loud', silent: false })).status).toBe(400);
  expect(await bob.api.must<Message>('POST', path, { content: 'loud' })).not.toHaveProperty('silent');
});

test('[D46] a reminder that is due says so on every device until it is done or put off', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await using client = createClient({ baseUrl: server.url, token: ada.token, me: ada.user });
  client.connect();
  await client.until(({ documentsLoaded }) => documentsLoaded);
  client.putDocument('reminder', 'one', { chatId: chat.id, seq: 1, at: inMs(10 * minute), note: 'answer' });
  await put(ada, 'reminder/two', { chatId: chat.id, seq: 2, at: inMs(600 * minute) });
  const ringing = (): string[] =>
    documentsOf(client.getState(), 'reminder').flatMap(({ id, value }) => (value.rangAt === undefined ? [] : [id]));
  await eventually(async () => expect(await kept(ada, 'reminder')).toHaveLength(2));
  expect(ringing()).toEqual([]);
  await pass(ada, 20 * minute);
  await eventually(async () => expect(ringing()).toEqual(['one']));
  client.putDocument('reminder', 'one', { chatId: chat.id, seq: 1, at: inMs(10 * minute) });
  await eventually(async () => expect(ringing()).toEqual([]));
  await client.until(({ documentSync }) => documentSync.waiting.size === 0);
  await pass(ada, 20 * minute);
  await eventually(async () => expect(ringing()).toEqual(['one']));
  client.putDocument('reminder', 'one', null);
  const waiting = scheduleMessage(
    client,
    chat.id,
    { content: 'by the SDK', parts: { silent: true } },
    new Date(clock.wallNow() + minute),
  );
  await eventually(async () => expect(await kept(ada, 'scheduled')).toHaveLength(1));
  rescheduleMessage(client, waiting);
  await eventually(async () => expect(await readHistory(bob, chat.id)).toMatchObject([{ silent: true }]));
  await eventually(async () => expect((await kept(ada, 'reminder')).map(({ key }) => key)).toEqual(['reminder/two']));
});
