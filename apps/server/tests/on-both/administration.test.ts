import {
  administrationOperations,
  type AuditPage,
  type Chat,
  type CreatedPerson,
  type DocumentPage,
  type Health,
  type ListedGroups,
  type MessagePage,
  type Operation,
  type PeopleChanged,
  type PersonList,
  type Problem,
  type Restriction,
  type StorageUse,
  type Usage,
} from '@confab/protocol';
import { methodOf, routeOf } from '@confab/protocol/path';
import { threadIdOf } from '@confab/protocol/threads';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { api, type Person, passwordOf, register, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

let owner: Person;
let admin: Person;
let bob: Person;
let cleo: Person;
beforeAll(async () => {
  // Whoever comes first owns the place.
  owner = await register(server.url, 'olga');
  admin = await register(server.url, 'adam');
  bob = await register(server.url, 'bob');
  cleo = await register(server.url, 'cleo');
  await change(owner, [admin], { type: 'set-role', role: 'admin' });
});

async function change(by: Person, people: readonly Person[], what: object): Promise<(string | null)[]> {
  const body = { userIds: people.map(({ user }) => user.id), change: what };
  const { results } = await by.api.must<PeopleChanged>('POST', '/api/admin/people/changes', body);
  return results.map(({ refused }) => refused?.code ?? null);
}

async function logIn(person: Person, name: string): Promise<Person> {
  const account = { username: person.user.username, password: passwordOf(name) };
  const { token } = await api(server.url).must<{ token: string }>('POST', '/api/auth/login', account);
  return { ...person, token, api: api(server.url, token) };
}

const list = (query: string) => owner.api.must<PersonList>('GET', `/api/admin/people?${query}`);
const groupsOf = (query: string) => admin.api.must<ListedGroups>('GET', `/api/admin/groups?${query}`);

test('[A9] nobody but those who run the place gets an answer from any of it', async () => {
  for (const operation of Object.values<Operation>(administrationOperations)) {
    const path = routeOf(operation.path).replaceAll(/:\w+/g, 'some-id');
    const answer = await bob.api.call<Problem>(methodOf(operation.path), path, operation.body && {});
    expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'forbidden']);
  }
});

describe('people', () => {
  test('[D84] are given an account, of no role that its maker may not give, and choose its password by a link', async () => {
    const make = (by: Person, body: object) => by.api.call<CreatedPerson & Problem>('POST', '/api/admin/people', body);
    for (const by of [bob, cleo]) expect((await make(by, { username: 'nora' })).status).toBe(403);
    expect((await make(admin, { username: 'nora', role: 'admin' })).body.code).toBe('forbidden');
    expect((await make(admin, { username: bob.user.username.toUpperCase() })).body.code).toBe('username-taken');
    expect((await make(admin, { username: 'no name' })).status).toBe(400);
    const { status, body } = await make(admin, { username: 'Nora', displayName: 'Nora N.', role: 'guest' });
    expect(status).toBe(201);
    const [nora] = (await list('query=nora')).people;
    expect(nora).toMatchObject({
      id: body.userId,
      username: 'Nora',
      displayName: 'Nora N.',
      role: 'guest',
      sessions: 0,
      lastSeenAt: null,
    });
    const link = { token: body.token, newPassword: 'a harbour at noon' };
    const look = () => server.fetch<{ isFirst: boolean }>('POST', '/api/auth/links/look', { token: link.token });
    expect((await look()).body.isFirst).toBe(true);
    const { token } = await api(server.url).must<{ token: string }>('POST', '/api/auth/links/use', link);
    const own = await api(server.url, token).must<{ may: string[] } & Record<string, unknown>>('GET', '/api/auth/me');
    expect([own['role'], own['restricted']]).toEqual(['guest', undefined]);
    // Nobody was there before, whom it could alarm.
    const { documents } = await api(server.url, token).must<DocumentPage>('GET', '/api/me/documents');
    expect(documents.filter(({ key }) => key.startsWith('log-in/'))).toEqual([]);
    expect((await api(server.url).call('POST', '/api/auth/links/use', link)).status).toBe(410);
    const noted = await owner.api.must<AuditPage>('GET', `/api/audit?target=${body.userId}`);
    expect(noted.entries.map(({ action, actor }) => [action, actor.userId])).toContainEqual([
      'account.registered',
      admin.user.id,
    ]);
    await owner.api.must('POST', `/api/people/${body.userId}/deletion`, { messages: 'keep' });
    expect((await list('query=nora')).people).toEqual([]);
  });

  test('are found by a part of their name or username, by role and state, page by page', async () => {
    const found = await list('query=BO&role=member&state=active');
    expect(found.people.map(({ displayName }) => displayName)).toEqual(['bob']);
    expect(found.people[0]).toMatchObject({ email: null, sessions: 1, state: 'active', online: false });
    // They have logged in, so they were here.
    const { createdAt, lastSeenAt } = found.people[0] ?? {};
    expect(Date.parse(lastSeenAt ?? '')).toBeGreaterThanOrEqual(Date.parse(createdAt ?? ''));
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.people, ...second.people].map(({ displayName }) => displayName)).toEqual([
      'adam',
      'bob',
      'cleo',
      'olga',
    ]);
    expect([first.count, second.nextCursor]).toEqual([4, null]);
    expect((await list('query=%25')).people).toEqual([]);
    expect((await list('query=users.invalid')).people).toEqual([]);
    const stale = Buffer.from('["a","b"]').toString('base64url');
    for (const path of ['people?cursor=x', 'groups?cursor=x', `groups?cursor=${stale}`]) {
      expect([path, (await owner.api.call('GET', `/api/admin/${path}`)).status]).toEqual([path, 400]);
    }
  });

  test('each change of many is decided by itself, and nobody reaches above themselves', async () => {
    expect(await change(admin, [bob, owner, admin], { type: 'deactivate' })).toEqual([null, 'forbidden', null]);
    expect(await change(owner, [admin, bob], { type: 'reactivate' })).toEqual([null, null]);
    expect(await change(admin, [bob], { type: 'set-role', role: 'admin' })).toEqual(['forbidden']);
    expect(await change(owner, [owner], { type: 'deactivate' })).toEqual(['last-place-owner']);
    expect(await change(owner, [owner], { type: 'set-role', role: 'member' })).toEqual(['last-place-owner']);
  });

  test('whoever is banned is found by that, and is not among the active', async () => {
    const { id } = cleo.user;
    const ban = { kind: 'ban', reason: 'Enough', until: new Date(Date.now() + 3_600_000).toISOString() };
    const { id: banId } = await admin.api.must<Restriction>('POST', `/api/moderation/people/${id}/restrictions`, ban);
    expect((await list('state=banned')).people).toMatchObject([{ id, state: 'banned' }]);
    expect((await list('state=active&query=cleo')).people).toEqual([]);
    await admin.api.must('DELETE', `/api/moderation/restrictions/${banId}`);
    expect((await list('state=active&query=cleo')).count).toBe(1);
    cleo = await logIn(cleo, 'cleo');
  });

  test('[A4] whoever is deactivated or logged out everywhere is out at once, on sockets too', async () => {
    const { id } = cleo.user;
    const socket = await connectLive(server.url, cleo);
    expect(await change(admin, [cleo], { type: 'deactivate' })).toEqual([null]);
    await socket.closed();
    expect((await cleo.api.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await list('state=deactivated')).people.map((person) => person.id)).toEqual([id]);
    await change(admin, [cleo], { type: 'reactivate' });
    await cleo.api.must('GET', '/api/auth/me');
    const { sessions } = await admin.api.must<{ sessions: unknown[] }>('GET', `/api/admin/people/${id}/sessions`);
    expect(sessions).toHaveLength(1);
    await change(admin, [cleo], { type: 'end-sessions' });
    expect((await cleo.api.call('GET', '/api/auth/me')).status).toBe(401);
    cleo = await logIn(cleo, 'cleo');
  });
});

describe('groups', () => {
  test('are listed from outside: private ones too, direct chats never, nothing of what is in them', async () => {
    const group = await startGroup(bob, [cleo], 'Quiet corner');
    await send(bob, group.id, 'of no concern to others');
    await startDirect(bob, cleo);
    const { groups } = await groupsOf('query=quiet');
    expect(groups).toEqual([
      expect.objectContaining({
        id: group.id,
        visibility: 'private',
        memberCount: 2,
        owners: [{ id: bob.user.id, displayName: 'bob' }],
        access: null,
      }),
    ]);
    const all = await groupsOf('visibility=private');
    expect(JSON.stringify(all)).not.toContain('concern');
    expect(all.groups.map(({ name }) => name)).toEqual(['Quiet corner']);
    expect((await groupsOf('visibility=public')).groups).toEqual([]);
  });

  test('one whose owner can’t log in any more is given to another of its members, and only then', async () => {
    const group = await startGroup(cleo, [bob], 'Orphans');
    const hand = (userId: string) =>
      admin.api.call<Problem | null>('PUT', `/api/admin/groups/${group.id}/owner`, { userId });
    expect((await hand(bob.user.id)).status).toBe(403);
    await change(admin, [cleo], { type: 'deactivate' });
    expect((await groupsOf('orphaned=yes')).groups.map(({ id }) => id)).toEqual([group.id]);
    expect((await hand(owner.user.id)).status).toBe(404);
    expect((await hand(bob.user.id)).status).toBe(204);
    expect(await bob.api.must<Chat>('GET', `/api/chats/${group.id}`)).toMatchObject({
      lastMessage: { event: { type: 'role-changed', userId: bob.user.id, role: 'owner' } },
    });
    await change(admin, [cleo], { type: 'reactivate' });
  });

  test('an archived one is found by nobody and written in by its owners alone', async () => {
    const group = await startGroup(bob, [cleo], 'Old plans');
    await bob.api.must('PATCH', `/api/chats/${group.id}/settings`, { visibility: 'public' });
    await admin.api.must('POST', `/api/admin/groups/${group.id}/archive`);
    expect((await groupsOf('query=old')).groups[0]).toMatchObject({ isArchived: true, visibility: 'private' });
    expect((await cleo.api.call('POST', `/api/chats/${group.id}/messages`, { content: 'x' })).status).toBe(403);
    await send(bob, group.id, 'for the record');
  });

  test('one is deleted only once it is archived and not held: nobody has it any more, and nothing of it is left', async () => {
    const group = await startGroup(bob, [cleo], 'Short-lived');
    const asked = await send(bob, group.id, 'no trace of this');
    await send(cleo, threadIdOf(group.id, asked.seq), 'nor of this');
    const path = `/api/admin/groups/${group.id}`;
    // One for announcements is no archived one.
    await bob.api.must('PATCH', `/api/chats/${group.id}/settings`, { posting: 'admins' });
    expect((await groupsOf('query=short-lived')).groups).toMatchObject([{ isArchived: false }]);
    expect((await admin.api.call('DELETE', path)).status).toBe(403);
    await admin.api.must('POST', `${path}/archive`);
    await admin.api.must('PUT', `/api/holds/person/${cleo.user.id}`, { reason: 'A lawsuit' });
    await admin.api.must('DELETE', path);
    await vi.waitFor(async () => expect((await groupsOf('query=short-lived')).groups).toEqual([]), 15_000);
    for (const member of [bob, cleo]) {
      expect((await member.api.call('GET', `/api/chats/${group.id}/messages`)).status).toBe(404);
    }
    expect((await admin.api.call('DELETE', `/api/admin/groups/${(await startDirect(bob, cleo)).id}`)).status).toBe(404);
    // Whoever could read it finds nothing.
    await admin.api.must('POST', `${path}/access`, { reason: 'Nothing may be left', hours: 1 });
    for (const query of ['', `?thread=${asked.seq}`]) {
      const { messages } = await admin.api.must<MessagePage>('GET', `${path}/messages${query}`);
      expect(messages.filter(({ kind }) => kind === 'text').map(({ content }) => content)).toEqual(['']);
    }
    const held = async (): Promise<unknown[]> =>
      (await sql`select content from held_messages where chat_id = ${group.id}`.execute(server.parts.storage.db)).rows;
    expect(await held()).toEqual([{ content: 'nor of this' }]);
    await admin.api.must('DELETE', `/api/holds/person/${cleo.user.id}`);
    await vi.waitFor(async () => expect(await held()).toEqual([]), 15_000);
  });

  test('one is read for compliance only after it was opened, for a time, and its members see who, why and how long', async () => {
    const group = await startGroup(bob, [cleo], 'Private matters');
    await send(bob, group.id, 'between us');
    const path = `/api/admin/groups/${group.id}`;
    const read = () => admin.api.call<MessagePage & Problem>('GET', `${path}/messages`);
    expect((await read()).body.code).toBe('group-not-open');
    expect((await admin.api.call('POST', `${path}/access`, { reason: 'short', hours: 1 })).status).toBe(400);
    const direct = await startDirect(bob, cleo);
    const opening = { reason: 'A complaint of 24 November', hours: 2 };
    expect((await admin.api.call('POST', `/api/admin/groups/${direct.id}/access`, opening)).status).toBe(404);

    const { until } = await admin.api.must<{ until: string }>('POST', `${path}/access`, opening);
    expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(2 * 3_600_000);
    const readings = async () =>
      (await owner.api.must<AuditPage>('GET', `/api/audit?target=${group.id}&action=group.read-for-compliance`))
        .entries;
    expect(await readings()).toEqual([]);
    // Wherever it begins, it is noted, and once.
    await admin.api.must('GET', `${path}/messages?after=0`);
    expect(await readings()).toHaveLength(1);
    const page = await read();
    await admin.api.must('GET', `${path}/messages?before=2`);
    expect(await readings()).toHaveLength(1);
    await admin.api.must('GET', `${path}/messages?thread=1&before=5`);
    expect((await readings()).map(({ details }) => details)).toEqual([{ thread: 1 }, {}]);
    expect(page.body.messages.map(({ content }) => content)).toContain('between us');
    const compliance = { by: admin.user.id, until };
    expect(await cleo.api.must<Chat>('GET', `/api/chats/${group.id}`)).toMatchObject({
      parts: { compliance },
      lastMessage: { event: { type: 'compliance-opened', reason: opening.reason, chatParts: { compliance } } },
    });
    // It is theirs who opened it, and to read: nothing else came with it.
    expect((await owner.api.call('GET', `${path}/messages`)).status).toBe(403);
    expect((await admin.api.call('GET', `/api/chats/${group.id}/messages`)).status).toBe(404);
    expect((await admin.api.call('POST', `/api/chats/${group.id}/messages`, { content: 'x' })).status).toBe(404);

    await admin.api.must('DELETE', `${path}/access`);
    expect((await read()).status).toBe(403);
    const closed = await cleo.api.must<Chat>('GET', `/api/chats/${group.id}`);
    expect([closed.parts?.compliance, closed.lastMessage?.event?.type]).toEqual([undefined, 'compliance-closed']);
    await admin.api.must('POST', `${path}/access`, opening);
    await change(owner, [admin], { type: 'set-role', role: 'member' });
    await vi.waitFor(async () => expect((await read()).body.code).toBe('forbidden'), 15_000);
    await change(owner, [admin], { type: 'set-role', role: 'admin' });
  });
});

test('each deed is in the audit log, with who did it to whom, and what was refused is not', async () => {
  const deeds = await vi.waitFor(async () => {
    const { entries } = await owner.api.must<AuditPage>('GET', `/api/audit?actor=${admin.user.id}&limit=100`);
    expect(entries.length).toBeGreaterThanOrEqual(9);
    return entries;
  }, 15_000);
  const told = deeds.map(({ action, target }) => `${action} ${target?.kind}`);
  for (const deed of [
    'handed-over',
    'archived',
    'opened-for-compliance',
    'read-for-compliance',
    'closed-for-compliance',
  ])
    expect(told).toContain(`group.${deed} group`);
  expect(told).toContain('person.logged-out person');
  // Whom a detail names is called by their name too.
  const page = await owner.api.must<AuditPage>('GET', `/api/audit?actor=${admin.user.id}&action=group.handed-over`);
  const [handedOver] = page.entries;
  expect(page.names[String(handedOver?.details['to'])]).toEqual(expect.any(String));
  expect(told).toContain('account.deactivated person');
  // Refused: it would have been about the owner.
  expect(deeds.filter(({ target }) => target?.id === owner.user.id)).toEqual([]);
});

test('room, health and use are told in sums: by person what they uploaded, by nobody what they did', async () => {
  const use = await owner.api.must<StorageUse>('GET', '/api/admin/storage');
  expect(use.messages).toBeGreaterThan(0);
  expect(use.directChats.count).toBe(1);
  expect(use.databaseBytes).toBeGreaterThan(0);
  const health = await owner.api.must<Health>('GET', '/api/admin/health');
  expect(health.checks.find(({ name }) => name === 'database')).toMatchObject({ status: 'ok' });
  expect(health.nodes.length).toBeGreaterThan(0);
  await send(bob, (await startDirect(bob, cleo)).id, 'one more');
  const usage = await owner.api.must<Usage>('GET', '/api/admin/usage?days=7');
  expect(usage.people).toMatchObject({ active: 4, deactivated: 0, waiting: 0, new: 4 });
  expect(usage.days.at(-1)).toMatchObject({ day: new Date().toISOString().slice(0, 10) });
});
