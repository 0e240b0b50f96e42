import { randomUUID } from 'node:crypto';
import type {
  AuditPage,
  MyProviders,
  OidcSignedIn,
  PasskeyCreation,
  PasskeyRequest,
  PeopleChanged,
  Problem,
  SignedIn,
  PersonList,
} from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { IdentityTables } from '../../src/accounts/index.ts';
import { StageSmtp } from '../../src/mail/stage-smtp.ts';
import { api, type Answer, passwordOf, type Person } from '../api.ts';
import { createPasskeyDevice } from '../passkey-device.ts';
import { Browser } from '../sign-in/browser.ts';
import { startTestDirectory, type TestDirectory } from '../sign-in/test-directory.ts';
import { type ProviderPerson, startTestProvider, type TestProvider } from '../sign-in/test-provider.ts';
import { startServer, type TestServer } from '../start-server.ts';

const publicUrl = 'http://confab.test';
let stack: AsyncDisposableStack;
let smtp: StageSmtp;
let provider: TestProvider;
let directory: TestDirectory;
let server: TestServer;
let owner: Person;
beforeAll(async () => {
  stack = new AsyncDisposableStack();
  smtp = stack.use(await StageSmtp.start());
  provider = stack.use(await startTestProvider(`${publicUrl}/login`, `${publicUrl}/login`));
  directory = stack.use(await startTestDirectory());
  server = stack.use(
    await startServer({
      PUBLIC_URL: publicUrl,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Confab <confab@example.org>',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_SCOPES: 'openid profile email groups',
      LDAP_URL: directory.url,
      LDAP_STARTTLS: 'off',
      LDAP_BIND_DN: directory.reader.dn,
      LDAP_BIND_PASSWORD: directory.reader.password,
      LDAP_BASE: `ou=people,${directory.base}`,
      LDAP_REGISTRATION: 'place',
    }),
  );
  owner = await server.register('owner');
});
afterAll(() => stack.disposeAsync());

const secretOf = (uid: string): string => `${uid} of the directory`;

/** Logs in with the directory, which knows them from now on. */
async function comeByDirectory(uid: string): Promise<Person> {
  const names = { cn: `${uid} the person`, sn: uid, uid, mail: `${uid}@example.org` };
  const dn = `uid=${uid},ou=people,${directory.base}`;
  await directory.add(dn, { objectClass: 'inetOrgPerson', ...names, userPassword: secretOf(uid) });
  return await logInWith(uid, secretOf(uid));
}

async function logInWith(username: string, password: string): Promise<Person> {
  const body = await api(server.url).must<SignedIn>('POST', '/api/auth/login', { username, password });
  return { ...body, api: api(server.url, body.token) };
}

/** Logs in with the provider, which knows them from now on. */
async function comeByProvider(
  facts: Partial<ProviderPerson> = {},
  id: string = randomUUID(),
): Promise<Person & { id: string }> {
  provider.people.set(id, { preferred_username: `p.${id.slice(0, 8)}`, ...facts });
  const { status, body } = await answerOf(id);
  expect([status, body.code]).toEqual([200, undefined]);
  return { ...body, id, api: api(server.url, body.token) };
}

async function answerOf(
  id: string,
  browser = new Browser(server.url),
): Promise<{ status: number; body: OidcSignedIn & Problem }> {
  const begun = await browser.post<{ url: string }>('/api/auth/oidc/main/start', {});
  provider.atBrowser = id;
  const answer = (await provider.walk(begun.body.url)).search.slice(1);
  return await browser.post('/api/auth/oidc/finish', { answer });
}

const confirmAddress = (person: Person, email: string) =>
  server.parts.storage.db
    .updateTable('users')
    .set({ email, email_verified: true })
    .where('id', '=', person.user.id)
    .execute();

describe('[A2] whose way in is another one', () => {
  const ask = (username: string, purpose: 'reset' | 'log-in' = 'reset') =>
    server.fetch<Problem>('POST', '/api/auth/links', { username, purpose });
  const make = ({ user }: Person): Promise<Answer<{ token: string } & Problem>> =>
    owner.api.call('POST', `/api/people/${user.id}/reset-link`);
  const use = (token: string): Promise<Answer<Problem>> =>
    server.fetch('POST', '/api/auth/links/use', { token, newPassword: 'a harbour at noon' });
  const isLink = (raw: string): boolean => raw.replaceAll('=\r\n', '').includes('/login#t=');
  const lettersTo = (address: string): number =>
    smtp.letters.filter(({ to, raw }) => to.includes(address) && isLink(raw)).length;
  /** All that was asked for was looked at. */
  const asked = () =>
    vi.waitFor(async () => {
      const db = server.parts.storage.db.$extendTables<{ jobs: { kind: string } }>();
      expect(await db.selectFrom('jobs').select('kind').where('kind', '=', 'log-in-link').execute()).toEqual([]);
    }, 15_000);

  test('gets no link by mail, and whoever asks for one learns nothing', async () => {
    const there = await comeByProvider({ email: 'there@example.org', email_verified: true });
    const listed = await comeByDirectory('listed');
    await confirmAddress(listed, 'listed@example.org');
    const local = await server.register('local');
    await confirmAddress(local, 'local@example.org');
    for (const name of ['there@example.org', there.user.username, 'listed', 'nobody', 'local@example.org']) {
      for (const purpose of ['reset', 'log-in'] as const) {
        const { status, body } = await ask(name, purpose);
        expect([name, status, body]).toEqual([name, 204, null]);
      }
    }
    await asked();
    expect([lettersTo('there@example.org'), lettersTo('listed@example.org')]).toEqual([0, 0]);
    expect(lettersTo('local@example.org')).toBe(2);
  });

  test('gets none by an admin, and one from before opens nothing', async () => {
    const there = await comeByProvider();
    const refusal = {
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('no password') as string },
    };
    expect(await make(there)).toMatchObject(refusal);
    expect(await make(await comeByDirectory('clerk'))).toMatchObject(refusal);
    const local = await server.register('local');
    const listed = async ({ user }: Person): Promise<boolean | undefined> => {
      const path = `/api/admin/people?query=${user.username}&limit=1`;
      return (await owner.api.must<PersonList>('GET', path)).people[0]?.takesPassword;
    };
    expect([await listed(there), await listed(local)]).toEqual([false, true]);
    const { body: made } = await make(local);
    const db = server.parts.storage.db.$extendTables<IdentityTables>();
    const row = { provider: 'ldap', subject: randomUUID(), user_id: local.user.id, at: 1, seen_at: 1, gone_at: 0 };
    await db.insertInto('identities').values(row).execute();
    expect((await server.fetch<Problem>('POST', '/api/auth/links/look', { token: made.token })).status).toBe(410);
    expect(await use(made.token)).toMatchObject({ status: 410, body: { code: 'link-used-up' } });
    // Nor does the password that they had before count.
    const change = { currentPassword: passwordOf('local'), newPassword: 'a harbour at noon' };
    expect(await local.api.call('POST', '/api/auth/password', change)).toMatchObject(refusal);
  });

  test('[D85] is let in by no passkey alone where the provider is all that vouches: it is the second step', async () => {
    const there = await comeByProvider();
    const device = createPasskeyDevice(publicUrl);
    const creation = await there.api.must<PasskeyCreation>('POST', '/api/me/passkeys/creation', {});
    await there.api.must('POST', '/api/me/passkeys', { name: 'Laptop', credential: device.attest(creation) });
    const withPasskey = async () => {
      const { body: request } = await server.fetch<PasskeyRequest>('POST', '/api/auth/passkey/request');
      return await server.fetch<SignedIn & Problem>('POST', '/api/auth/passkey', device.assert(request));
    };
    expect(await withPasskey()).toMatchObject({ status: 403, body: { code: 'provider-first' } });
    const browser = new Browser(server.url);
    const { secondFactor } = (await answerOf(there.id, browser)).body;
    if (!secondFactor?.passkey) throw new Error('No passkey is asked for.');
    const shown = { challenge: secondFactor.challenge, passkey: device.assert(secondFactor.passkey) };
    expect((await browser.post<SignedIn>('/api/auth/login/second-factor', shown)).status).toBe(200);
    // Who has a password as well is let in by either, as ever.
    const password = 'as it is kept: a hash';
    await server.parts.storage.db
      .updateTable('accounts')
      .set({ password })
      .where('user_id', '=', there.user.id)
      .execute();
    expect((await withPasskey()).status).toBe(200);
  });

  test('is another matter for who has a password as well', async () => {
    const both = await server.register('both');
    await confirmAddress(both, 'both@example.org');
    const there = await comeByProvider({ email: 'both@example.org', email_verified: true });
    expect(there.user.id).toBe(both.user.id);
    expect((await use((await make(both)).body.token)).status).toBe(200);
    await logInWith(both.user.username, 'a harbour at noon');
  });
});

test('the address that a directory gives is nobody’s: it makes no account theirs, and lets nobody in by its domain', async () => {
  const owns = await server.register('owns');
  await confirmAddress(owns, 'mallory@example.org');
  const mallory = await comeByDirectory('mallory');
  expect(mallory.user).toMatchObject({ username: 'mallory', email: null });
  expect(mallory.user.id).not.toBe(owns.user.id);
  await owner.api.must('PATCH', '/api/place', { joining: 'domain', domains: ['example.org'] });
  await expect(comeByDirectory('newcomer')).rejects.toThrow('domain-not-allowed');
  await owner.api.must('PATCH', '/api/place', { joining: 'open' });
});

describe('one’s own account', () => {
  const mine = (person: Person): Promise<MyProviders> => person.api.must('GET', '/api/me/providers');
  const unlink = (person: Person, body: object = {}) =>
    person.api.call<Problem>('POST', '/api/auth/oidc/main/unlink', body);

  test('is connected and disconnected by who shows that it is theirs, and never loses its last way in', async () => {
    expect((await server.fetch('GET', '/api/me/providers')).status).toBe(401);
    expect((await server.fetch('POST', '/api/auth/oidc/main/unlink', {})).status).toBe(401);
    const there = await comeByProvider();
    expect(await mine(there)).toMatchObject({ providers: [{ id: 'main', isConnected: true }], canDisconnect: false });
    expect(await unlink(there)).toMatchObject({ status: 403, body: { code: 'forbidden' } });

    const both = await server.register('both');
    await confirmAddress(both, `${both.user.username}@example.org`);
    const email = `${both.user.username}@example.org`;
    const again = await comeByProvider({ email, email_verified: true });
    expect(again.user.id).toBe(both.user.id);
    expect(await mine(both)).toMatchObject({ providers: [{ isConnected: true }], canDisconnect: true });
    expect((await unlink(both, { currentPassword: 'not it' })).status).toBe(400);
    expect((await unlink(both, { currentPassword: passwordOf('both') })).status).toBe(204);
    expect(await mine(both)).toMatchObject({ providers: [{ isConnected: false }] });
    // Who came in by it is out.
    expect((await again.api.call('GET', '/api/auth/me')).status).toBe(401);
    const noted = await owner.api.must<AuditPage>(
      'GET',
      `/api/audit?target=${both.user.id}&action=account.provider-removed`,
    );
    expect(noted.entries.map(({ action }) => action)).toEqual(['account.provider-removed']);
  });
});

describe('[A2] whoever was deleted', () => {
  const remove = (person: Person): Promise<unknown> =>
    owner.api.must('POST', `/api/people/${person.user.id}/deletion`, { messages: 'keep' });

  test('comes again by a provider or a directory as somebody new, and only where one may join', async () => {
    const there = await comeByProvider();
    const listed = await comeByDirectory('quitter');
    for (const person of [there, listed]) await remove(person);
    await owner.api.must('PATCH', '/api/place', { joining: 'closed' });
    expect(await answerOf(there.id)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    await expect(logInWith('quitter', secretOf('quitter'))).rejects.toThrow('forbidden');
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
    const anew = [await comeByProvider({}, there.id), await logInWith('quitter', secretOf('quitter'))];
    expect(anew.map(({ user }) => user.id)).not.toEqual([there.user.id, listed.user.id]);
    expect(anew[1]?.user.username).toBe('quitter2');
  });

  test('is let in by nothing that is left of them, nor brought back by an admin', async () => {
    const there = await comeByProvider();
    await remove(there);
    const db = server.parts.storage.db.$extendTables<IdentityTables & { account_deletions: { user_id: string } }>();
    const left = db.selectFrom('account_deletions').select('user_id').where('user_id', '=', there.user.id);
    await vi.waitFor(async () => expect(await left.execute()).toEqual([]), 15_000);
    // As by somebody who connected it in that very moment.
    const row = { provider: `oidc:${provider.issuer}`, subject: there.id, user_id: there.user.id };
    await db
      .insertInto('identities')
      .values({ ...row, at: 1, seen_at: 1, gone_at: 0 })
      .execute();
    const change = { userIds: [there.user.id], change: { type: 'reactivate' } };
    const { results } = await owner.api.must<PeopleChanged>('POST', '/api/admin/people/changes', change);
    expect(results).toMatchObject([{ refused: { code: 'not-found' } }]);
    await db.updateTable('users').set({ deactivated_at: null }).where('id', '=', there.user.id).execute();
    expect(await answerOf(there.id)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });
});
