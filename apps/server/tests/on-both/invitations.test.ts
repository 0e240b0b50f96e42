import { createInvitationActions, createRestClient } from '@confab/client';
import type {
  Invitation,
  NewInvitation,
  OpenedInvitation,
  OwnAccount,
  PlaceRole,
  Problem,
  SignedIn,
} from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StageSmtp } from '../../src/mail/stage-smtp.ts';
import { api, type Api, type Person, startGroup } from '../api.ts';
import { seedPeople } from '../seed-people.ts';
import { startServer, type TestServer } from '../start-server.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await startServer();
  owner = await server.register('owner');
});
afterAll(() => server.close());

let names = 0;
const nobody = (): Api => api(server.url);

async function join(role: PlaceRole): Promise<Person> {
  const [person] = await seedPeople(server, 1);
  if (!person) throw new Error('Nobody came.');
  await server.parts.storage.db.updateTable('users').set({ role }).where('id', '=', person.user.id).execute();
  return person;
}

type Made = { invitation: Invitation; token: string };
const invite = (by: Person, body: Partial<NewInvitation> = {}) => by.api.must<Made>('POST', '/api/invitations', body);
const actions = () => createInvitationActions(createRestClient({ baseUrl: server.url, token: owner.token }));
const read = (token: string) => nobody().call<OpenedInvitation & Problem>('POST', '/api/invitations/read', { token });
const register = (invitation?: string, more: object = {}) =>
  nobody().call<SignedIn & Problem>('POST', '/api/auth/register', {
    username: `guest.${++names}`,
    password: 'correct horse guest',
    ...(invitation !== undefined && { invitation }),
    ...more,
  });
const roleOf = async ({ token }: SignedIn) =>
  (await api(server.url, token).must<OwnAccount>('GET', '/api/auth/me')).role;

describe('an invitation', () => {
  test('brings people in as what it says and into its group, as often as it says, and tells who came', async () => {
    await owner.api.must('PATCH', '/api/place', { joining: 'invitation' });
    expect((await register()).body.code).toBe('invitation-required');
    const group = await startGroup(owner, [], 'Visitors');
    const { invitation, token } = await invite(owner, { role: 'guest', chatId: group.id, usesMax: 2 });
    expect((await read(token)).body).toMatchObject({
      role: 'guest',
      invitedBy: 'owner',
      group: { id: group.id, name: 'Visitors', memberCount: 1 },
    });
    // Of three who come at once, two come in.
    const came = await Promise.all([register(token), register(token), register(token)]);
    expect(came.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 201, 404]);
    const [first] = came.flatMap(({ status, body }) => (status === 201 ? [body] : []));
    if (!first) throw new Error('Nobody came in.');
    expect(await roleOf(first)).toBe('guest');
    const { body: chat } = await api(server.url, first.token).call<{ members: unknown[] }>(
      'GET',
      `/api/chats/${group.id}`,
    );
    expect(chat.members).toHaveLength(3);
    const invitations = await actions().invitations();
    expect(invitations.find(({ id }) => id === invitation.id)).toMatchObject({ uses: 2, usesMax: 2, state: 'used-up' });
    expect(await actions().invitations({ everybodys: true })).toHaveLength(1);
    const people = await actions().invited(invitation.id);
    expect(people).toHaveLength(2);
    expect((await read(token)).status).toBe(404);
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
  });

  test('[A13] is to no more than its maker is, and holds no longer than they are that', async () => {
    const [admin, member, guest] = [await join('admin'), await join('member'), await join('guest')];
    const refused = (by: Person, role: PlaceRole) => by.api.call<Problem>('POST', '/api/invitations', { role });
    expect((await refused(member, 'moderator')).body.code).toBe('forbidden');
    expect((await refused(admin, 'owner')).body.code).toBe('forbidden');
    expect((await refused(guest, 'guest')).body.code).toBe('forbidden');
    const { token, invitation } = await invite(admin, { role: 'admin' });
    expect((await read(token)).status).toBe(200);
    await server.parts.storage.db
      .updateTable('users')
      .set({ role: 'member' })
      .where('id', '=', admin.user.id)
      .execute();
    expect((await read(token)).status).toBe(404);
    expect((await register(token)).status).toBe(404);
    // Nobody's but their own, unless they manage invitations.
    for (const path of [`/${invitation.id}/people`, '/all']) {
      expect([403, 404]).toContain((await member.api.call('GET', `/api/invitations${path}`)).status);
    }
    expect((await member.api.call('DELETE', `/api/invitations/${invitation.id}`)).status).toBe(404);
    expect((await owner.api.call('DELETE', `/api/invitations/${invitation.id}`)).status).toBe(204);
  });

  test('[A13] holds no more once its maker is banned, deactivated or may invite nobody, and again when that is over', async () => {
    const [member, other] = [await join('member'), await join('member')];
    const group = await startGroup(member, [], 'Own');
    const { token, invitation } = await invite(member, { chatId: group.id });
    const holds = async (): Promise<boolean> => {
      const answers = [await read(token), await register(token)];
      const used = await other.api.call<Problem>('POST', '/api/invitations/use', { token });
      const { state } =
        (await actions().invitations({ everybodys: true })).find(({ id }) => id === invitation.id) ?? {};
      const isGood = state === 'good';
      expect([...answers.map(({ status }) => status), used.status]).toEqual(isGood ? [200, 201, 200] : [404, 404, 404]);
      return isGood;
    };
    const change = (type: string) =>
      owner.api.must('POST', '/api/admin/people/changes', { userIds: [member.user.id], change: { type } });
    const restrictions = `/api/moderation/people/${member.user.id}/restrictions`;
    const ban = await owner.api.must<{ id: string }>('POST', restrictions, { kind: 'ban', reason: 'Spam' });
    expect(await holds()).toBe(false);
    await owner.api.must('DELETE', `/api/moderation/restrictions/${ban.id}`);
    await change('deactivate');
    expect(await holds()).toBe(false);
    await change('reactivate');
    await owner.api.must('PATCH', '/api/place', { permissions: { 'invite-people': 'moderator' } });
    expect(await holds()).toBe(false);
    await owner.api.must('PATCH', '/api/place', { permissions: {} });
    expect(await holds()).toBe(true);
  });

  test('[A10] [A13] leads into no group that its maker may not add people to, and back into none that threw one out', async () => {
    const [member, other] = [await join('member'), await join('member')];
    const foreign = await startGroup(owner, [], 'Foreign');
    const stranger = await member.api.call<Problem>('POST', '/api/invitations', { chatId: foreign.id });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'not-found']);
    const group = await startGroup(member, [], 'Own');
    const { token } = await invite(member, { chatId: group.id, usesMax: 1 });
    const use = (person: Person) => person.api.call<Problem>('POST', '/api/invitations/use', { token });
    expect((await use(other)).body).toMatchObject({ chatId: group.id });
    expect((await use(other)).status).toBe(404);
    const again = await invite(member, { chatId: group.id });
    await member.api.must('DELETE', `/api/chats/${group.id}/members/${other.user.id}`);
    const back = await other.api.call<Problem>('POST', '/api/invitations/use', { token: again.token });
    expect([back.status, back.body.code]).toEqual([403, 'forbidden']);
  });

  test('taken back, too old or made up, it is one that never was; its token is in no row and no log', async () => {
    const made = await invite(owner, { expiresInHours: 1 });
    await owner.api.must('DELETE', `/api/invitations/${made.invitation.id}`);
    expect((await read(made.token)).status).toBe(404);
    expect((await read('x'.repeat(32))).status).toBe(404);
    expect((await read('x')).status).toBe(400);
    const { db } = server.parts.storage;
    const rows = await db
      .$extendTables<{ invitations: { id: string } }>()
      .selectFrom('invitations')
      .selectAll()
      .execute();
    expect(JSON.stringify(rows)).not.toContain(made.token);
    expect(server.log.join()).not.toContain(made.token);
  });
});

describe('joining', () => {
  test('[D84] at a closed place nobody invites, and an invitation that was made before brings nobody in', async () => {
    const { token } = await invite(owner);
    const mayInvite = async (by: Person) =>
      (await by.api.must<OwnAccount>('GET', '/api/auth/me')).may?.includes('invite-people');
    expect(await mayInvite(owner)).toBe(true);
    await owner.api.must('PATCH', '/api/place', { joining: 'closed' });
    // Nobody may invite: it holds no more.
    expect((await register(token)).body.code).toBe('not-found');
    expect((await owner.api.call<Problem>('POST', '/api/invitations', {})).body.code).toBe('forbidden');
    expect(await mayInvite(owner)).toBe(false);
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
    expect((await register(token)).status).toBe(201);
  });

  test('by approval: who asks waits, an admin lets them in or refuses, and members do neither', async () => {
    await owner.api.must('PATCH', '/api/place', { joining: 'approval' });
    const account = { username: 'asks.one', password: 'correct horse asks' };
    const other = { ...account, username: 'asks.other' };
    for (const one of [account, other]) {
      const asked = await nobody().call<Problem>('POST', '/api/auth/register', one);
      expect([asked.status, asked.body.code]).toEqual([403, 'awaiting-approval']);
    }
    const member = await join('member');
    expect((await member.api.call('GET', '/api/place/asking')).status).toBe(403);
    const { people } = await owner.api.must<{ people: { id: string; username: string }[] }>('GET', '/api/place/asking');
    const [one, two] = [account, other].map(
      ({ username }) => people.find((person) => person.username === username)?.id,
    );
    expect((await owner.api.must<OwnAccount>('GET', '/api/auth/me')).asking).toBe(2);
    expect((await owner.api.call('POST', `/api/place/asking/${one}`)).status).toBe(204);
    expect((await owner.api.call('POST', `/api/place/asking/${one}`)).status).toBe(404);
    expect((await owner.api.call('DELETE', `/api/place/asking/${two}`)).status).toBe(204);
    const logIn = (body: object) => nobody().call<Problem>('POST', '/api/auth/login', body);
    expect((await logIn(account)).status).toBe(200);
    expect((await logIn(other)).body.code).toBe('invalid-credentials');
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
  });

  test('by domain: only with an address there, of that very domain', async () => {
    await owner.api.must('PATCH', '/api/place', { joining: 'domain', domains: ['example.org'] });
    for (const email of [undefined, 'x@example.com', 'x@sub.example.org', 'x@example.org.evil.com']) {
      expect([email, (await register(undefined, email ? { email } : {})).body.code]).toEqual([
        email,
        'domain-not-allowed',
      ]);
    }
    // Nothing shows that it is theirs where no mail is sent: the page says so.
    expect((await register(undefined, { email: 'ada@Example.org' })).status).toBe(201);
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
  });

  test('by domain, where mail is sent: once the link in it was followed', async () => {
    await using smtp = await StageSmtp.start();
    const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'confab@example.org', PUBLIC_URL: 'http://chat.example.org' };
    await using place = await startServer({ ...mail, REGISTRATION: 'domain', REGISTRATION_DOMAINS: 'example.org' });
    await place.fetch('POST', '/api/auth/register', {
      username: 'boss',
      password: 'correct horse',
      email: 'b@example.org',
    });
    const account = { username: 'ada', password: 'correct horse ada' };
    const asked = await place.fetch<Problem>('POST', '/api/auth/register', { ...account, email: 'ada@example.org' });
    expect([asked.status, asked.body.code]).toEqual([403, 'awaiting-confirmation']);
    const letter = smtp.letters.find(({ to }) => to.includes('ada@example.org'))?.raw.replaceAll('=\r\n', '') ?? '';
    const [, path] = /http:\/\/chat\.example\.org(\/api\/mail\/confirm\?t=3D[\w.-]+)/.exec(letter) ?? [];
    expect((await place.fetch<Problem>('POST', '/api/auth/login', account)).body.code).toBe('awaiting-confirmation');
    expect((await fetch(`${place.url}${path?.replace('=3D', '=')}`, { method: 'POST' })).status).toBe(200);
    expect((await place.fetch('POST', '/api/auth/login', account)).status).toBe(200);
  });
});
