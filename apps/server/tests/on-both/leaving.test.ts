import type { Chat, Hold, Message, Problem, SignedIn, User, UserList } from '@confab/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { jobsWaiting } from '../../src/jobs/index.ts';
import { readZip } from '../../src/export/read-zip.contract.ts';
import { passwordOf, type Person, readHistory, register, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await startServer();
  owner = await register(server.url, 'owner');
});
afterAll(() => server.close());

type Messages = 'keep' | 'anonymous' | 'delete';
const leave = (person: Person, messages: Messages, currentPassword = passwordOf(person.user.displayName)) =>
  person.api.call<Problem>('POST', '/api/auth/me/deletion', { messages, currentPassword });
const logIn = ({ user }: Person) =>
  server.fetch<SignedIn & Problem>('POST', '/api/auth/login', {
    username: user.username,
    password: passwordOf(user.displayName),
  });
const isIn = async (person: Person): Promise<boolean> => (await person.api.call('GET', '/api/auth/me')).status === 200;
const seen = async (viewer: Person, { user }: Person): Promise<User | undefined> =>
  (await viewer.api.must<UserList>('GET', `/api/auth/users?ids=${user.id}`)).users[0];

async function isDone({ user }: Person): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await sql`select 1 from account_deletions where user_id = ${user.id}`.execute(
      server.parts.storage.db,
    );
    expect(rows).toEqual([]);
  }, 15_000);
}

test('[A9] nobody ends an account but its person with the password, and who manages people of a lower role', async () => {
  const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
  expect((await leave(ada, 'delete', 'not the password')).body.errors?.[0]?.path).toBe('currentPassword');
  expect((await eve.api.call('POST', `/api/people/${ada.user.id}/deletion`, { messages: 'delete' })).status).toBe(403);
  expect((await eve.api.call('POST', `/api/people/${owner.user.id}/deletion`, { messages: 'delete' })).status).toBe(
    403,
  );
  expect((await owner.api.call('POST', '/api/people/nobody/deletion', { messages: 'keep' })).status).toBe(404);
  expect((await leave(owner, 'keep')).body.code).toBe('last-place-owner');
  expect(await isIn(ada)).toBe(true);
  expect((await owner.api.call('POST', `/api/people/${ada.user.id}/deletion`, { messages: 'keep' })).status).toBe(204);
  expect([await isIn(ada), (await logIn(ada)).status]).toEqual([false, 401]);
});

test('[A9] of two owners one stays who can log in: one who is banned, deactivated or deleted is none', async () => {
  const { vice } = await registerAll(server.url, 'vice');
  const change = (type: object) =>
    owner.api.must('POST', '/api/admin/people/changes', { userIds: [vice.user.id], change: type });
  const ban = (by: Person, { user }: Person) =>
    by.api.call<{ id: string } & Problem>('POST', `/api/moderation/people/${user.id}/restrictions`, {
      kind: 'ban',
      reason: 'Enough',
    });
  const alone = async () => (await leave(owner, 'keep')).body?.code;
  await change({ type: 'set-role', role: 'owner' });
  const bans = await Promise.all([ban(owner, vice), ban(vice, owner)]);
  expect(bans.filter(({ status }) => status === 201)).toHaveLength(1);
  const { db } = server.parts.storage;
  await db.updateTable('users').set({ banned_until: null }).where('role', '=', 'owner').execute();
  const { body: banned } = await ban(owner, vice);
  expect(await alone()).toBe('last-place-owner');
  await owner.api.must('DELETE', `/api/moderation/restrictions/${banned.id}`);
  await change({ type: 'deactivate' });
  expect(await alone()).toBe('last-place-owner');
  await change({ type: 'reactivate' });
  await owner.api.must('POST', `/api/people/${vice.user.id}/deletion`, { messages: 'keep' });
  expect(await alone()).toBe('last-place-owner');
});

test('[A4] a deactivated account is out everywhere, and all of it stays', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await send(ada, chat.id, 'here');
  const path = '/api/auth/me/deactivation';
  expect((await ada.api.call('POST', path, { currentPassword: 'not it' })).status).toBe(400);
  expect((await ada.api.call('POST', path, { currentPassword: passwordOf('ada') })).status).toBe(204);
  expect([await isIn(ada), (await logIn(ada)).body.code]).toEqual([false, 'account-deactivated']);
  expect(await seen(bob, ada)).toMatchObject({ displayName: 'ada' });
  expect((await readHistory(bob, chat.id)).map(({ content }) => content)).toEqual(['here']);
});

test('what one wrote stays under the name, and the name with it; groups get another owner', async () => {
  const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
  const group = await startGroup(ada, [bob, cleo]);
  await ada.api.must('PUT', `/api/chats/${group.id}/members/${cleo.user.id}`, { role: 'admin' });
  await send(ada, group.id, 'the key is under the mat');
  await ada.api.must('PUT', '/api/me/documents/theme', { value: { choice: 'dark' } });
  expect((await leave(ada, 'keep')).status).toBe(204);
  await isDone(ada);
  expect(await seen(bob, ada)).toMatchObject({ displayName: 'ada', username: ada.user.username, deleted: true });
  const chat = await bob.api.must<Chat>('GET', `/api/chats/${group.id}`);
  const roles = Object.fromEntries(chat.members.map(({ user, role }) => [user.id, role]));
  expect(roles).toEqual({ [bob.user.id]: 'member', [cleo.user.id]: 'owner' });
  const events = (await readHistory(bob, group.id)).flatMap(({ event }) => (event ? [event.type] : []));
  expect(events.slice(-2)).toEqual(['role-changed', 'member-left']);
  const again = { username: ada.user.username, password: 'a harbour at noon' };
  expect((await server.fetch<Problem>('POST', '/api/auth/register', again)).body.code).toBe('username-taken');
  // Nobody starts anything with them any more.
  expect(
    (await bob.api.call('POST', '/api/chats/', { kind: 'group', name: 'New', memberIds: [ada.user.id] })).status,
  ).toBe(400);
});

test('without a name: it goes at once, the username is free, and what others know goes too', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await send(ada, chat.id, 'still here');
  await owner.api.must('PUT', `/api/holds/person/${ada.user.id}`, { reason: 'A lawsuit' });
  expect((await leave(ada, 'anonymous')).status).toBe(204);
  expect(await seen(bob, ada)).toMatchObject({ displayName: 'Deleted person', deleted: true });
  const found = await bob.api.must<UserList>('GET', `/api/auth/users?query=${ada.user.username}`);
  expect(found.users).toEqual([]);
  expect((await readHistory(bob, chat.id)).map(({ content }) => content)).toEqual(['still here']);
  const again = { username: ada.user.username, password: 'a harbour at noon' };
  expect((await server.fetch('POST', '/api/auth/register', again)).status).toBe(201);
  await isDone(ada);
  const { rows } = await sql`select * from users where id = ${ada.user.id}`.execute(server.parts.storage.db);
  expect(JSON.stringify(rows)).not.toContain(ada.user.username);
  // Whoever has them held still knows whom.
  const { holds } = await owner.api.must<{ holds: Hold[] }>('GET', '/api/holds');
  expect(holds).toMatchObject([{ id: ada.user.id, name: 'Deleted person' }]);
  expect(holds[0]?.reason).toBe(`A lawsuit (the account was deleted: ada, @${ada.user.username})`);
});

test('[D26] all that one wrote goes, also where one is no member any more', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const [left, kept] = [await startGroup(bob, [ada]), await startDirect(ada, bob)];
  await send(ada, left.id, 'in a group that I left');
  await ada.api.must('DELETE', `/api/chats/${left.id}/members/${ada.user.id}`);
  for (const text of ['one', 'two', 'three']) await send(ada, kept.id, text);
  const answer = await send(bob, kept.id, 'mine');
  expect((await leave(ada, 'delete')).status).toBe(204);
  await isDone(ada);
  const texts = async (chat: Chat): Promise<string[]> =>
    (await readHistory(bob, chat.id))
      .filter(({ kind, deletedAt }: Message) => kind === 'text' && deletedAt === null)
      .map(({ content }) => content);
  expect(await texts(left)).toEqual([]);
  expect(await texts(kept)).toEqual([answer.content]);
  // Asked for twice, and by an admin beside: once.
  expect((await owner.api.call('POST', `/api/people/${ada.user.id}/deletion`, { messages: 'keep' })).status).toBe(204);
});

test('[A31] a deletion that is cut off goes on there: all that one wrote goes, and nothing of it twice', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  for (let index = 0; index < 24; index += 1) await send(ada, chat.id, `mine ${index}`);
  const { rev: before } = await bob.api.must<Chat>('GET', `/api/chats/${chat.id}`);
  const { log, db } = server.parts.storage;
  const commit = log.commit.bind(log);
  let first: ReturnType<typeof commit> | null = null;
  using cut = vi.spyOn(log, 'commit').mockImplementation(async (commands) => {
    if (!commands.some((command) => command.type === 'rule' && command.rule === 'erase-own'))
      return await commit(commands);
    if (first === null) return await (first = commit(commands));
    await first;
    return commands.map(() => ({ status: 'failed', reason: 'cut off' }));
  });
  expect((await leave(ada, 'delete')).status).toBe(204);
  await vi.waitFor(async () => {
    const { rows } = await sql<{ attempts: number }>`select attempts from jobs where key = ${ada.user.id}`.execute(db);
    expect(rows).toMatchObject([{ attempts: 1 }]);
  }, 15_000);
  const left = async () => (await readHistory(bob, chat.id)).filter(({ deletedAt }) => deletedAt === null).length;
  expect([(await left()) > 0, (await left()) < 24]).toEqual([true, true]);
  cut.mockRestore();
  await sql`update jobs set due_at = 0 where key = ${ada.user.id}`.execute(db);
  server.parts.bus.publish('nodes', jobsWaiting.of({ dueAt: 0 }));
  await isDone(ada);
  expect(await left()).toBe(0);
  expect((await bob.api.must<Chat>('GET', `/api/chats/${chat.id}`)).rev).toBe(before + 24);
});

test('[A10] one saves what is one’s own, and nobody else’s words: who was logged out gets nothing', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const [chat, left] = [await startDirect(ada, bob), await startGroup(bob, [ada], 'Left')];
  await send(ada, chat.id, 'mine to keep');
  await send(bob, chat.id, 'not mine');
  await send(ada, left.id, 'said where I am no more');
  await ada.api.must('DELETE', `/api/chats/${left.id}/members/${ada.user.id}`);
  const ask = (token: string) =>
    fetch(`${server.url}/api/auth/me/export`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask('A'.repeat(32))).status).toBe(401);
  const answer = await ask(ada.token);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const read = readZip(Buffer.from(await answer.arrayBuffer()));
  const files = new Map([...read].map(([name, bytes]) => [name, bytes.toString()]));
  expect([...files.keys()]).toEqual([
    'person.json',
    'sessions.jsonl',
    'documents.jsonl',
    'chats.jsonl',
    'messages.jsonl',
    'files.jsonl',
    'export.json',
  ]);
  const all = [...files.values()].join('\n');
  expect(JSON.parse(files.get('export.json') ?? '')).toMatchObject({ format: 'confab-export', kind: 'person' });
  expect(JSON.parse(files.get('person.json') ?? '')).toMatchObject({ id: ada.user.id, displayName: 'ada' });
  expect(all).toContain('mine to keep');
  expect(all).not.toMatch(/not mine|said where I am no more/);
  expect(all).not.toContain(ada.token);
});
