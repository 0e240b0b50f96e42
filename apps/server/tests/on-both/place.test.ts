import type { OwnAccount, PlaceFacts, PlaceRole, PlaceSettingsAnswer, Problem, UserList } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { submit } from '../../src/log/submit.ts';
import { setDeactivatedRule, setPlaceRoleRule } from '../../src/place/index.ts';
import { api, passwordOf, type Person, startGroup } from '../api.ts';
import { seedPeople } from '../seed-people.ts';
import { bearer, connectLive, refusal } from '../sockets.ts';
import { startServer, type TestServer } from '../start-server.ts';
import { startTwoNodes, type TwoNodes } from '../two-nodes-of.ts';

let place: TwoNodes;
let [first, second]: readonly TestServer[] = [];
let owner: Person;
beforeAll(async () => {
  place = await startTwoNodes();
  [first, second] = place.nodes;
  owner = await place.nodes[0].register('owner');
});
afterAll(() => place[Symbol.asyncDispose]());

/** Within the time in which another node hears of it: answers what it gives at last. */
const soon = async (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

async function join(role: PlaceRole = 'member'): Promise<Person> {
  const [person] = await seedPeople(place.nodes[0], 1);
  if (!person) throw new Error('Nobody came.');
  await give(person, role);
  return person;
}

function give(person: Person, role: PlaceRole, by: Person | null = owner): Promise<void> {
  const deed = { actorId: by?.user.id ?? null, userId: person.user.id, at: Date.now() };
  return submit(place.house.writer, setPlaceRoleRule.command({ ...deed, role }));
}

function deactivate(person: Person, isDeactivated = true, by = owner): Promise<void> {
  const deed = { actorId: by.user.id, userId: person.user.id, at: Date.now() };
  return submit(place.house.writer, setDeactivatedRule.command({ ...deed, isDeactivated }));
}

const at = (node: TestServer | undefined, { token }: Person) => api(node?.url ?? '', token);
const me = (node: TestServer | undefined, person: Person) => at(node, person).must<OwnAccount>('GET', '/api/auth/me');

describe('who comes first', () => {
  test('owns the place, and who comes later does not', async () => {
    expect(await me(first, owner)).toMatchObject({ role: 'owner' });
    expect((await me(second, owner)).may).toContain('manage-owners');
    const later = await place.nodes[1].register('later');
    expect(await me(first, later)).toMatchObject({ role: 'member' });
  });

  test('is one, however many come first at once', async () => {
    await using empty = await startServer({ PUBLIC_URL: 'http://chat.example.org' });
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => empty.register(name)));
    const roles = await Promise.all(people.map((person) => me(empty, person).then(({ role }) => role ?? '')));
    // Strangers reach it: who owns it is asked to decide who may come in, until it is decided.
    const accounts = await Promise.all(people.map((person) => me(empty, person)));
    expect(accounts.map(({ role, undecided }) => undecided === (role === 'owner' || undefined))).not.toContain(false);
    const [boss] = people.filter((_person, index) => accounts[index]?.role === 'owner');
    await boss?.api.must('PATCH', '/api/place', { joining: 'approval' });
    expect(boss && (await me(empty, boss)).undecided).toBeUndefined();
    expect(roles.toSorted()).toEqual(['member', 'member', 'member', 'owner']);
  });
});

describe('settings of the place', () => {
  test('are changed by admins, hold on every node, and tell strangers no more than they need', async () => {
    const admin = await join('admin');
    const answer = await at(first, admin).call<PlaceSettingsAnswer>('PATCH', '/api/place', { name: 'Physics' });
    expect([answer.status, answer.body.settings.name, answer.body.locked]).toEqual([200, 'Physics', []]);
    await soon(async () => {
      const { body } = await place.nodes[1].fetch<PlaceFacts>('GET', '/api/place');
      expect(body).toEqual({
        name: 'Physics',
        joining: 'open',
        domains: [],
        isEmpty: false,
        hasMail: false,
        methods: expect.objectContaining({ password: true }),
      });
    });
    const refused = await at(second, await join()).call<Problem>('PATCH', '/api/place', { name: 'Mine' });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  });

  test('a permission that is taken away is gone on every node', async () => {
    const member = await join();
    await owner.api.must('PATCH', '/api/place', { permissions: { 'create-groups': 'moderator' } });
    const create = () =>
      at(second, member).call<Problem>('POST', '/api/chats', { kind: 'group', name: 'G', memberIds: [] });
    await soon(async () => expect((await create()).body.code).toBe('forbidden'));
    await owner.api.must('PATCH', '/api/place', { permissions: {} });
    await soon(async () => expect((await create()).status).toBe(201));
  });

  test('[A10] who may see everybody no more is told no more of strangers, on sockets that are open too', async () => {
    const [member, stranger] = [await join(), await join()];
    await using socket = await connectLive(place.nodes[1].url, member);
    socket.send({ type: 'watch-presence', userIds: [stranger.user.id] });
    expect((await socket.next('presence')).users.map(({ userId }) => userId)).toEqual([stranger.user.id]);
    await owner.api.must('PATCH', '/api/place', { permissions: { 'see-everyone': 'moderator' } });
    await socket.next('presence', ({ users }) => users.length === 0);
    await owner.api.must('PATCH', '/api/place', { permissions: {} });
  });

  test('what the environment says is shown, holds, and is refused to be changed', async () => {
    await using locked = await startServer({
      REGISTRATION: 'approval',
      PLACE_NAME: 'The lab',
      AUDIT_DAYS: '30',
      RETENTION: 'files:9',
    });
    const boss = await locked.register('boss');
    const settings = await boss.api.must<PlaceSettingsAnswer>('GET', '/api/place/settings');
    expect(settings).toMatchObject({ settings: { joining: 'approval', name: 'The lab', decided: true } });
    expect(settings.locked.toSorted()).toEqual(['auditDays', 'decided', 'joining', 'name', 'retention']);
    expect(settings.settings).toMatchObject({ auditDays: 30, retention: { filesDays: 9, messagesDays: null } });
    const changed = await boss.api.call<Problem>('PATCH', '/api/place', { joining: 'open' });
    expect([changed.status, changed.body.code]).toEqual([409, 'setting-locked']);
    const kept = await boss.api.call<Problem>('PATCH', '/api/place', { auditDays: 365 });
    expect(kept.body.code).toBe('setting-locked');
    // Who comes after the first waits: registering and logging in say so, and no credential opens anything.
    const account = { username: 'waits', password: passwordOf('waits') };
    for (const path of ['register', 'login']) {
      const answer = await locked.fetch<Problem>('POST', `/api/auth/${path}`, account);
      expect([path, answer.status, answer.body.code, answer.headers.getSetCookie()]).toEqual([
        path,
        403,
        'awaiting-approval',
        [],
      ]);
    }
    const wrong = await locked.fetch<Problem>('POST', '/api/auth/login', { ...account, password: 'not the one' });
    expect(wrong.body.code).toBe('invalid-credentials');
    expect((await boss.api.must<UserList>('GET', '/api/auth/users?query=waits')).users).toEqual([]);
  });
});

describe('[A4] somebody who is something else by now', () => {
  test('may what they are, at once and on every node, and their sockets connect anew', async () => {
    const person = await join();
    await using socket = await connectLive(place.nodes[1].url, person);
    await give(person, 'moderator');
    expect((await socket.closed()).code).toBe(1001);
    await soon(async () => expect((await me(second, person)).role).toBe('moderator'));
    await give(person, 'guest');
    const find = () => at(second, person).call<Problem>('GET', '/api/groups');
    await soon(async () => expect((await find()).status).toBe(403));
  });

  test('[A2] deactivated is out by every credential, on every node within a second, and comes back as they were', async () => {
    const person = await join();
    const { token: jwt } = await person.api.must<{ token: string }>('POST', '/api/auth/token');
    const { ticket } = await person.api.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
    await using socket = await connectLive(place.nodes[1].url, person);
    expect((await me(second, person)).role).toBe('member');
    await deactivate(person);
    expect((await socket.closed()).code).toBe(4001);
    const statuses = async (): Promise<number[]> => [
      (await at(second, person).call('GET', '/api/auth/me')).status,
      (await api(place.nodes[1].url, jwt).call('GET', '/api/auth/me')).status,
      (await fetch(`${second?.url}/api/auth/me`, { headers: { cookie: `confab-session=${person.token}` } })).status,
      (await refusal(`${second?.url}/api/ws`, bearer(person))).status,
    ];
    await soon(async () => expect(await statuses()).toEqual([401, 401, 401, 401]));
    expect((await refusal(`${second?.url}/api/ws?ticket=${ticket}`)).status).toBe(401);
    await deactivate(person, false);
    await soon(async () => expect((await statuses()).slice(0, 3)).toEqual([200, 200, 200]));
  });

  test('nobody acts on who is as much as they are, and the last owner stays', async () => {
    const [admin, other, member] = [await join('admin'), await join('admin'), await join()];
    await expect(give(other, 'member', admin)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(owner, 'member', admin)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(member, 'admin', admin)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(other, 'guest', member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deactivate(other, true, admin)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(owner, 'admin', owner)).rejects.toMatchObject({ code: 'last-place-owner' });
    await expect(deactivate(owner, true, owner)).rejects.toMatchObject({ code: 'last-place-owner' });
    await give(member, 'moderator', admin);
    await give(other, 'owner', owner);
    await give(other, 'admin', owner);
  });
});

describe('[A10] a guest', () => {
  test('finds, sees and reaches only the people of their own groups', async () => {
    const [guest, friend, stranger] = [await join('guest'), await join(), await join()];
    const group = await startGroup(friend, [guest]);
    const mine = at(second, guest);
    const found = async (query: string) =>
      (await mine.must<UserList>('GET', `/api/auth/users?${query}`)).users.map(({ id }) => id).toSorted();
    const company = [guest.user.id, friend.user.id].toSorted();
    expect(await found('')).toEqual(company);
    // Others are told what they are, and that they are it no more.
    const isGuest = async (node: TestServer | undefined) => {
      const { users } = await at(node, friend).must<UserList>('GET', `/api/auth/users?ids=${guest.user.id}`);
      return users[0]?.guest;
    };
    expect([await isGuest(first), await isGuest(second)]).toEqual([true, true]);
    await give(guest, 'member');
    await soon(async () => expect([await isGuest(first), await isGuest(second)]).toEqual([undefined, undefined]));
    await give(guest, 'guest');
    await soon(async () => expect(await isGuest(second)).toBe(true));
    expect(await found(`query=${stranger.user.username}`)).toEqual([]);
    expect(await found(`ids=${stranger.user.id},${friend.user.id},${owner.user.id}`)).toEqual([friend.user.id]);
    const start = (body: object) => mine.call<Problem>('POST', '/api/chats', body);
    expect((await start({ kind: 'direct', memberIds: [stranger.user.id] })).status).toBe(400);
    expect((await start({ kind: 'direct', memberIds: [friend.user.id] })).status).toBe(201);
    expect((await start({ kind: 'group', name: 'Mine', memberIds: [] })).status).toBe(403);
    const add = await mine.call('POST', `/api/chats/${group.id}/members`, { userIds: [stranger.user.id] });
    expect(add.status).toBe(400);
    // Nor do they learn whether somebody has an account from what may be said about them.
    const report = ({ user }: Person) =>
      mine.call<Problem>('POST', `/api/users/${user.id}/reports`, { reason: 'spam' });
    expect([(await report(stranger)).status, (await report(friend)).status]).toEqual([404, 204]);
    await using socket = await connectLive(place.nodes[1].url, guest);
    socket.send({ type: 'watch-presence', userIds: [stranger.user.id, friend.user.id] });
    expect((await socket.next('presence')).users.map(({ userId }) => userId)).toEqual([friend.user.id]);
    // Who leaves is not watched any more.
    const direct = await startGroup(stranger, [guest]);
    socket.send({ type: 'watch-presence', userIds: [stranger.user.id] });
    await socket.next('presence', ({ users }) => users.some(({ userId }) => userId === stranger.user.id));
    await at(first, stranger).must('PUT', `/api/chats/${direct.id}/members/${guest.user.id}`, { role: 'owner' });
    await at(first, stranger).must('DELETE', `/api/chats/${direct.id}/members/${stranger.user.id}`);
    await socket.next('presence', ({ users }) => users.length === 0);
  });
});
