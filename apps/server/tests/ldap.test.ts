import type { AuditPage, PasskeyCreation, PasskeyRequest, Problem, SignedIn } from '@confab/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '../src/realtime/clock.ts';
import { api, passwordOf, type Person } from './api.ts';
import { createPasskeyDevice } from './passkey-device.ts';
import { startTestDirectory, type TestDirectory } from './sign-in/test-directory.ts';
import { refusal } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

/** A minute passes in less than a second for what a server does again and again. */
const hastyClock = { ...systemClock, after: (ms: number, task: () => void) => systemClock.after(ms / 100, task) };
let ahead = 0;
/** Passkeys are bound to a name. */
const origin = 'http://confab.test';
const clock = { ...hastyClock, wallNow: () => Date.now() + ahead };

let directory: TestDirectory;
let server: TestServer;
let owner: Person;
beforeAll(async () => {
  directory = await startTestDirectory();
  for (const name of ['ada', 'bob', 'carl', 'dora', 'eve', 'fay', 'gus', 'hal', 'ivy', 'jon']) await addPerson(name);
  await addGroup('staff', ['ada', 'bob', 'carl', 'dora', 'fay', 'gus', 'hal', 'ivy', 'jon']);
  await addGroup('chat admins', ['ada']);
  server = await startServer(
    {
      PUBLIC_URL: origin,
      LDAP_URL: directory.url,
      LDAP_STARTTLS: 'off',
      LDAP_BIND_DN: directory.reader.dn,
      LDAP_BIND_PASSWORD: directory.reader.password,
      LDAP_BASE: `ou=people,${directory.base}`,
      LDAP_FILTER: '(&(objectClass=inetOrgPerson)(!(employeeType=disabled)))',
      LDAP_TRUST_MAIL: 'on',
      LDAP_ALLOWED_GROUPS: 'staff',
      LDAP_ROLES: 'chat admins=admin',
    },
    { clock },
  );
  owner = await server.register('owner');
});
afterAll(async () => {
  await server?.close();
  await directory[Symbol.asyncDispose]();
});

const dnOf = (name: string): string => `uid=${name},ou=people,${directory.base}`;
const secretOf = (name: string): string => `${name} of the directory`;

async function addPerson(name: string): Promise<void> {
  const names = { cn: `${name} the person`, sn: name, uid: name, mail: `${name}@example.org` };
  await directory.add(dnOf(name), { objectClass: 'inetOrgPerson', ...names, userPassword: secretOf(name) });
}

async function addGroup(cn: string, members: string[]): Promise<void> {
  await directory.add(`cn=${cn},ou=groups,${directory.base}`, {
    objectClass: 'groupOfNames',
    cn,
    member: members.map(dnOf),
  });
}

const logIn = (username: string, password = secretOf(username), at: TestServer = server) =>
  at.fetch<SignedIn & Problem>('POST', '/api/auth/login', { username, password });
const wrong = { status: 401, body: { code: 'invalid-credentials' } };
const statusOf = async (token: string): Promise<number> =>
  (await api(server.url, token).call('GET', '/api/auth/me')).status;

/** What the server did to them by itself as the audit log tells it, the newest first. */
async function notesOf(userId: string): Promise<string[]> {
  const { entries } = await owner.api.must<AuditPage>('GET', `/api/audit?target=${userId}&actor=server`);
  return entries.map(({ action }) => action);
}

/** The round is due again. */
async function laterOn(): Promise<void> {
  ahead += 21_000;
  const due = server.parts.clock?.wallNow() ?? 0;
  const db = server.parts.storage.db.$extendTables<{ directory_rounds: { next_at: number } }>();
  await vi.waitFor(async () => {
    const row = await db.selectFrom('directory_rounds').select('next_at').executeTakeFirst();
    expect(row?.next_at).toBeGreaterThan(due);
  }, 15_000);
}

test('a name and password of the directory let in, by the name or the address, and make an account once', async () => {
  const first = await logIn('ada');
  expect(first).toMatchObject({
    status: 200,
    body: { user: { username: 'ada', displayName: 'ada the person', email: 'ada@example.org' } },
  });
  expect((await logIn('ada@example.org', secretOf('ada'))).body.user.id).toBe(first.body.user.id);
  expect(await logIn('ada', 'not it')).toMatchObject(wrong);
  const me = await api(server.url, first.body.token).must<{ role: string }>('GET', '/api/auth/me');
  expect(me.role).toBe('admin');
});

test('[A6] a name in other letters is the same name, and each way of spelling it has no tries of its own', async () => {
  const kim = { cn: 'kim', sn: 'lee', uid: 'kim lee', userPassword: secretOf('kim lee') };
  await directory.add(dnOf('kim lee'), { objectClass: 'inetOrgPerson', ...kim });
  // The directory takes both for the same, and a name is one of them.
  expect((await logIn('kim lee')).status).toBe(403);
  expect(await logIn('kim   lee', secretOf('kim lee'))).toMatchObject(wrong);
  expect((await logIn('Ａｄａ', secretOf('ada'))).body.user.username).toBe('ada');
  await using limited = await startServer({
    LDAP_URL: directory.url,
    LDAP_STARTTLS: 'off',
    LDAP_BIND_DN: directory.reader.dn,
    LDAP_BIND_PASSWORD: directory.reader.password,
    LDAP_BASE: `ou=people,${directory.base}`,
    RATE_LIMITS: 'on',
  });
  const tries: number[] = [];
  for (const name of ['ada', 'ａda', 'aｄa', 'adａ', '𝒶da', 'ADA'])
    tries.push((await logIn(name, 'not it', limited)).status);
  expect(tries).toEqual([401, 401, 401, 401, 401, 429]);
});

test('who is in no allowed group is told so, and a local account logs in as before', async () => {
  expect(await logIn('eve')).toMatchObject({ status: 403, body: { code: 'not-in-group' } });
  expect((await logIn(owner.user.username, passwordOf('owner'))).status).toBe(200);
});

test('nothing that is typed is read as a filter, and an empty password binds nobody', async () => {
  const typed = [
    '*',
    'a*',
    'ada)(uid=*',
    '*)(|(uid=*',
    'ada\\2a',
    'a\\',
    '(',
    ')',
    'uid=ada',
    dnOf('ada'),
    'ada,ou=people',
    '\u0001',
    'ä*@x',
  ];
  for (const name of typed) expect([name, (await logIn(name, secretOf('ada'))).status]).toEqual([name, 401]);
  expect((await logIn('ada', '')).status).toBe(400);
  expect(await logIn('ada', ' ')).toMatchObject(wrong);
});

test('an account without a password is opened by none', async () => {
  expect((await logIn('bob')).status).toBe(200);
  for (const guess of ['nobody has this password', 'null', 'undefined'])
    expect(await logIn('bob', guess)).toMatchObject(wrong);
});

test('a password that was kept here before counts no more for who is of the directory', async () => {
  const fay = await server.register('fay');
  const address = { email: 'fay@example.org', email_verified: true };
  await server.parts.storage.db.updateTable('users').set(address).where('id', '=', fay.user.id).execute();
  expect((await logIn(fay.user.username, passwordOf('fay'))).status).toBe(200);
  expect((await logIn('fay')).body.user.id).toBe(fay.user.id);
  expect(await logIn(fay.user.username, passwordOf('fay'))).toMatchObject(wrong);
});

test('[A4] who is disabled is out within a minute, and in again with what they had; so is who left the group', async () => {
  const { body: carl } = await logIn('carl');
  const { body: dora } = await logIn('dora');
  await directory.set(dnOf('carl'), 'employeeType', ['disabled']);
  await directory.set(
    `cn=staff,ou=groups,${directory.base}`,
    'member',
    ['ada', 'bob', 'carl', 'fay', 'gus', 'hal', 'ivy', 'jon'].map(dnOf),
  );
  await laterOn();
  await vi.waitFor(
    async () => expect([await statusOf(carl.token), await statusOf(dora.token)]).toEqual([401, 401]),
    15_000,
  );
  expect(await notesOf(carl.user.id)).toEqual(['account.deactivated']);
  expect(await logIn('carl')).toMatchObject(wrong);
  await directory.set(dnOf('carl'), 'employeeType', []);
  await laterOn();
  await vi.waitFor(async () => expect(await statusOf(carl.token)).toBe(200), 15_000);
  expect(await statusOf(dora.token)).toBe(401);
  expect(await notesOf(carl.user.id)).toEqual(['account.reactivated', 'account.deactivated']);
  expect(await notesOf(dora.user.id)).toEqual(['account.deactivated']);
});

const setOf = (name: string, state: 'disabled' | 'active') =>
  directory.set(dnOf(name), 'employeeType', state === 'disabled' ? ['disabled'] : []);

test('[D85] [A2] [A4] who is disabled is turned away whichever way they come', async () => {
  const { body: jon } = await logIn('jon');
  const mine = api(server.url, jon.token);
  const device = createPasskeyDevice(origin);
  const creation = await mine.must<PasskeyCreation>('POST', '/api/me/passkeys/creation', {});
  await mine.must('POST', '/api/me/passkeys', { name: 'Laptop', credential: device.attest(creation) });
  const withPasskey = async () => {
    const { body: request } = await server.fetch<PasskeyRequest>('POST', '/api/auth/passkey/request');
    return await server.fetch<SignedIn & Problem>('POST', '/api/auth/passkey', device.assert(request));
  };
  const { status, body: alone } = await withPasskey();
  expect(status).toBe(200);
  const { token: jwt } = await mine.must<{ token: string }>('POST', '/api/auth/token');
  expect(await statusOf(jwt)).toBe(200);
  const { ticket } = await mine.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
  await setOf('jon', 'disabled');
  await laterOn();
  await vi.waitFor(async () => expect(await statusOf(jon.token)).toBe(401), 15_000);
  expect(await withPasskey()).toMatchObject({ status: 403, body: { code: 'account-deactivated' } });
  expect(await logIn('jon')).toMatchObject(wrong);
  expect([await statusOf(alone.token), await statusOf(jwt)]).toEqual([401, 401]);
  expect((await refusal(`${server.url}/api/ws?ticket=${encodeURIComponent(ticket)}`)).status).toBe(401);
});

test('[A2] who was put out by the directory and then by an admin stays out, also when the directory has them again', async () => {
  const { body: ivy } = await logIn('ivy');
  await setOf('ivy', 'disabled');
  await laterOn();
  await vi.waitFor(async () => expect(await statusOf(ivy.token)).toBe(401), 15_000);
  const change = { userIds: [ivy.user.id], change: { type: 'deactivate' } };
  await owner.api.must('POST', '/api/admin/people/changes', change);
  await setOf('ivy', 'active');
  await laterOn();
  expect(await logIn('ivy')).toMatchObject({ status: 403, body: { code: 'account-deactivated' } });
  expect(await notesOf(ivy.user.id)).toEqual(['account.deactivated']);
});

test('the last owner who can log in stays, whatever the directory says, and goes once there is another', async () => {
  const { body: hal } = await logIn('hal');
  const { db } = server.parts.storage;
  const set = (id: string, values: { role: string } | { banned_until: number | null }) =>
    db.updateTable('users').set(values).where('id', '=', id).execute();
  await set(hal.user.id, { role: 'owner' });
  await set(owner.user.id, { banned_until: Date.now() + 3_600_000 + ahead });
  await setOf('hal', 'disabled');
  await laterOn();
  await vi.waitFor(() => expect(server.log.join('')).toContain('last owner any more'), 15_000);
  expect(await statusOf(hal.token)).toBe(200);
  await set(owner.user.id, { banned_until: null });
  await laterOn();
  await vi.waitFor(async () => expect(await statusOf(hal.token)).toBe(401), 15_000);
});

test('who was put out by people stays out, whatever the directory says', async () => {
  const { body: gus } = await logIn('gus');
  const out = { deactivated_at: 1 };
  await server.parts.storage.db.updateTable('users').set(out).where('id', '=', gus.user.id).execute();
  expect(await logIn('gus')).toMatchObject({ status: 403, body: { code: 'account-deactivated' } });
  await laterOn();
  expect(await logIn('gus')).toMatchObject({ status: 403 });
});

test('[A5] a directory that can’t be asked puts nobody out, lets local people in and tells nothing of names', async () => {
  const { body: bob } = await logIn('bob');
  await directory.stop();
  const away = { status: 503, body: { code: 'unavailable' } };
  expect(await logIn('bob')).toMatchObject(away);
  expect(await logIn('nobody-at-all', 'x')).toMatchObject(away);
  expect(await logIn(owner.user.username, 'not it')).toMatchObject(away);
  expect((await logIn(owner.user.username, passwordOf('owner'))).status).toBe(200);
  ahead += 21_000;
  await vi.waitFor(() => expect(server.log.join('')).toContain('everybody stays as they are'), 15_000);
  expect(await statusOf(bob.token)).toBe(200);
  await directory.start();
  expect((await logIn('bob')).status).toBe(200);
});
