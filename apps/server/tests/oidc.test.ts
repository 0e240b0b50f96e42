import { randomUUID } from 'node:crypto';
import type { AuditPage, OidcSignedIn, Problem, SignedIn } from '@confab/protocol';
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { api, type Person } from './api.ts';
import { createApp } from './authenticator-app.ts';
import { Browser } from './sign-in/browser.ts';
import { type ProviderPerson, startTestProvider, type TestProvider } from './sign-in/test-provider.ts';
import { startServer, type TestServer } from './start-server.ts';

const publicUrl = 'http://confab.test';
let provider: TestProvider;
let server: TestServer;
let owner: Person;
beforeAll(async () => {
  provider = await startTestProvider(`${publicUrl}/login`, `${publicUrl}/login`);
  server = await startServer({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'The School',
    OIDC_SCOPES: 'openid profile email groups',
    OIDC_ALLOWED_GROUPS: 'staff; pupils',
    OIDC_ROLES: 'chat admins=admin; pupils=guest',
  });
  owner = await server.register('owner');
});
afterAll(async () => {
  await server.close();
  await provider[Symbol.asyncDispose]();
});
beforeEach(() => {
  provider.tamper = null;
});

type Finished = { status: number; body: OidcSignedIn & Problem };

/** Somebody new whom the provider knows. */
function somebody(name: string, facts: Partial<ProviderPerson> = {}): string {
  const id = randomUUID();
  provider.people.set(id, { preferred_username: name, name: `${name} of the school`, groups: ['staff'], ...facts });
  return id;
}

async function begin(browser: Browser, to?: string): Promise<string> {
  const { status, body } = await browser.post<{ url: string }>(
    '/api/auth/oidc/main/start',
    to === undefined ? {} : { to },
  );
  expect(status).toBe(200);
  return body.url;
}

const finish = (browser: Browser, answer: string): Promise<Finished> =>
  browser.post('/api/auth/oidc/finish', { answer });

async function answerFor(browser: Browser, id: string): Promise<string> {
  provider.atBrowser = id;
  return (await provider.walk(await begin(browser))).search.slice(1);
}

async function logInAs(id: string, browser = new Browser(server.url)): Promise<Finished> {
  return await finish(browser, await answerFor(browser, id));
}

const notesOf = async (userId: string, action: string): Promise<AuditPage['entries']> =>
  (await owner.api.must<AuditPage>('GET', `/api/audit?target=${userId}&action=${action}`)).entries;

const roleOf = async (token: string): Promise<string> =>
  (await api(server.url, token).must<{ role: string }>('GET', '/api/auth/me')).role;

describe('logging in with a provider', () => {
  test('makes an account once, finds it again, and goes on where one wanted to go', async () => {
    const ada = somebody('Ada.Lovelace', { email: 'ada@school.test', email_verified: true });
    const browser = new Browser(server.url);
    provider.atBrowser = ada;
    const there = await provider.walk(await begin(browser, '/chats/abc'));
    expect(there.href.split('?', 1)[0]).toBe(`${publicUrl}/login`);
    const first = await finish(browser, there.search.slice(1));
    expect(first).toMatchObject({
      status: 200,
      body: {
        to: '/chats/abc',
        user: { username: 'Ada.Lovelace', displayName: 'Ada.Lovelace of the school', email: 'ada@school.test' },
      },
    });
    expect(browser.cookies.get('confab-session')).toBe(first.body.token);
    const again = await logInAs(ada);
    expect(again.body).toMatchObject({ to: '/', user: { id: first.body.user.id } });
    expect(await roleOf(again.body.token)).toBe('member');
    const { id } = first.body.user;
    expect(await notesOf(id, 'account.registered')).toMatchObject([
      { actor: { kind: 'person', userId: id }, details: { provider: `oidc:${provider.issuer}` } },
    ]);
  });

  test('[A3] an answer does once, and only for the browser that asked', async () => {
    const bob = somebody('bob');
    const browser = new Browser(server.url);
    const answer = await answerFor(browser, bob);
    const over = { status: 409, body: { code: 'sign-in-expired' } };
    const other = new Browser(server.url);
    await begin(other);
    expect(await finish(other, answer)).toMatchObject(over);
    expect(await finish(new Browser(server.url), answer)).toMatchObject(over);
    expect(await finish(browser, answer.replace(/state=[^&]*/, 'state=another'))).toMatchObject(over);
    expect(await finish(browser, answer)).toMatchObject({ status: 200 });
    expect(await finish(browser, answer)).toMatchObject(over);
    const code = new URLSearchParams(answer).get('code') ?? '';
    const state = new URL(await begin(browser)).searchParams.get('state') ?? '';
    const stale = new URLSearchParams({ code, state, iss: provider.issuer }).toString();
    expect(await finish(browser, stale)).toMatchObject({ status: 403, body: { code: 'sign-in-failed' } });
    expect(server.log.join('')).not.toContain(code);
  });

  test('what was refused or cancelled there is told, and done once too', async () => {
    const browser = new Browser(server.url);
    const state = new URL(await begin(browser)).searchParams.get('state') ?? '';
    const no = new URLSearchParams({ error: 'access_denied', state }).toString();
    expect(await finish(browser, no)).toMatchObject({ status: 403, body: { code: 'sign-in-cancelled' } });
    expect(await finish(browser, no)).toMatchObject({ status: 409, body: { code: 'sign-in-expired' } });
  });

  test('[A3] an ID token that is not right lets nobody in', async () => {
    const eve = somebody('eve');
    const { privateKey: foreign } = await generateKeyPair('RS256');
    const secret = new TextEncoder().encode(provider.clientSecret);
    const bad: Record<string, (claims: JWTPayload) => Promise<string>> = {
      nonce: (claims) => provider.sign({ ...claims, nonce: 'another' }),
      'no nonce': (claims) => provider.sign({ ...claims, nonce: undefined }),
      expired: (claims) => provider.sign({ ...claims, iat: 1_700_000_000, exp: 1_700_000_300 }),
      audience: (claims) => provider.sign({ ...claims, aud: 'another-place' }),
      issuer: (claims) => provider.sign({ ...claims, iss: 'https://evil.test' }),
      'foreign key': (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(foreign),
      'secret as key': (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret),
      unsigned: (claims) =>
        Promise.resolve(
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
        ),
    };
    for (const [name, tamper] of Object.entries(bad)) {
      provider.tamper = tamper;
      const { status, body } = await logInAs(eve);
      expect([name, status, body.code]).toEqual([name, 403, 'sign-in-failed']);
    }
    provider.tamper = (claims) => provider.sign(claims);
    expect((await logInAs(eve)).status).toBe(200);
  });
});

describe('groups', () => {
  test('only allowed ones come in; who is in none any more is out with all that is open', async () => {
    const carl = somebody('carl');
    const { body: inside } = await logInAs(carl);
    provider.people.set(carl, { preferred_username: 'carl', groups: ['cooks'] });
    expect(await logInAs(carl)).toMatchObject({ status: 403, body: { code: 'not-in-group' } });
    expect((await api(server.url, inside.token).call('GET', '/api/auth/me')).status).toBe(401);
    provider.people.set(carl, { preferred_username: 'carl' });
    expect(await logInAs(carl)).toMatchObject({ status: 403, body: { code: 'not-in-group' } });
  });

  test('roles follow them with each log-in, at once in all sessions', async () => {
    const dora = somebody('dora', { groups: ['staff', 'chat admins'] });
    const { body: before } = await logInAs(dora);
    expect(await roleOf(before.token)).toBe('admin');
    provider.people.set(dora, { preferred_username: 'dora', groups: ['pupils'] });
    await logInAs(dora);
    expect(await roleOf(before.token)).toBe('guest');
    provider.people.set(dora, { preferred_username: 'dora', groups: ['staff'] });
    await logInAs(dora);
    expect(await roleOf(before.token)).toBe('member');
    // The newest first, and none where nothing changed.
    await logInAs(dora);
    const by = { kind: 'server', userId: null };
    expect(await notesOf(before.user.id, 'person.role-changed')).toMatchObject([
      { actor: by, details: { from: 'guest', to: 'member', because: 'groups' } },
      { actor: by, details: { from: 'admin', to: 'guest', because: 'groups' } },
      { actor: by, details: { from: 'member', to: 'admin', because: 'groups' } },
    ]);
  });

  test('an owner stays one', async () => {
    const { db } = server.parts.storage;
    const address = { email: 'owner@school.test', email_verified: true };
    await db.updateTable('users').set(address).where('id', '=', owner.user.id).execute();
    const { body } = await logInAs(somebody('head', { ...address, groups: ['pupils'] }));
    expect(body.user.id).toBe(owner.user.id);
    expect(await roleOf(body.token)).toBe('owner');
  });
});

describe('whose account it is', () => {
  const giveAddress = (person: Person, email: string, isVerified: boolean) =>
    server.parts.storage.db
      .updateTable('users')
      .set({ email, email_verified: isVerified })
      .where('id', '=', person.user.id)
      .execute();

  test('that of the same address, where both sides have shown that it is theirs', async () => {
    const fay = await server.register('fay');
    await giveAddress(fay, 'fay@school.test', true);
    const unproven = await logInAs(somebody('mallory', { email: 'fay@school.test', email_verified: false }));
    expect(unproven.body.user).toMatchObject({ username: 'mallory', email: null });
    const proven = somebody('fay', { email: 'Fay@School.test', email_verified: true });
    expect((await logInAs(proven)).body.user.id).toBe(fay.user.id);
    // The address was given to somebody else there: nothing here becomes theirs.
    const later = await logInAs(somebody('fay', { email: 'fay@school.test', email_verified: true }));
    expect(later.body.user).toMatchObject({ email: null });
    expect(later.body.user.id).not.toBe(fay.user.id);
  });

  test('an address that was only written down here makes nothing theirs, and goes to whoever shows it', async () => {
    const squatter = await server.register('squatter');
    await giveAddress(squatter, 'gus@school.test', false);
    const { body } = await logInAs(somebody('gus', { email: 'gus@school.test', email_verified: true }));
    expect(body.user).toMatchObject({ username: 'gus', email: 'gus@school.test' });
    expect(body.user.id).not.toBe(squatter.user.id);
    expect((await squatter.api.must<{ user: { email: null } }>('GET', '/api/auth/me')).user.email).toBeNull();
  });

  test('an account is connected by who is logged in to it, with each provider once', async () => {
    const hal = await server.register('hal');
    const ivy = await server.register('ivy');
    const connect = async (person: Person, id: string): Promise<Finished> => {
      const browser = new Browser(server.url);
      browser.cookies.set('confab-session', person.token);
      const { body } = await browser.post<{ url: string }>('/api/auth/oidc/main/link', { to: '/settings' });
      provider.atBrowser = id;
      return await finish(browser, (await provider.walk(body.url)).search.slice(1));
    };
    const there = somebody('hal9000');
    expect(await connect(hal, there)).toMatchObject({
      status: 200,
      body: { to: '/settings', user: { id: hal.user.id } },
    });
    expect((await logInAs(there)).body.user.id).toBe(hal.user.id);
    expect(await connect(ivy, there)).toMatchObject({ status: 409, body: { code: 'identity-taken' } });
    expect((await server.fetch('POST', '/api/auth/oidc/main/link', {})).status).toBe(401);
  });

  test('who comes at the same time from two browsers has one account', async () => {
    const kim = somebody(owner.user.username);
    const browsers = [new Browser(server.url), new Browser(server.url)];
    const answers: string[] = [];
    for (const browser of browsers) answers.push(await answerFor(browser, kim));
    const ends = await Promise.all(browsers.map((browser, at) => finish(browser, answers[at] ?? '')));
    expect(ends.map(({ status }) => status)).toEqual([200, 200]);
    expect(ends[0]?.body.user.id).toBe(ends[1]?.body.user.id);
    expect(ends[0]?.body.user.username).toBe(`${owner.user.username}2`);
  });

  test('a place that takes nobody takes nobody this way, and lets in who has an account', async () => {
    const lea = somebody('lea');
    await logInAs(lea);
    await owner.api.must('PATCH', '/api/place', { joining: 'closed' });
    expect(await logInAs(somebody('late'))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await logInAs(lea)).status).toBe(200);
    await owner.api.must('PATCH', '/api/place', { joining: 'domain', domains: ['school.test'] });
    expect(await logInAs(somebody('late'))).toMatchObject({ status: 403, body: { code: 'domain-not-allowed' } });
    const address = { email: 'late@school.test', email_verified: true };
    expect((await logInAs(somebody('late', address))).status).toBe(200);
    await owner.api.must('PATCH', '/api/place', { joining: 'open' });
  });
});

describe('logging out', () => {
  const tell = (token: string) =>
    fetch(`${server.url}/api/auth/oidc/main/back-channel`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const isOpen = async (token: string) => (await api(server.url, token).call('GET', '/api/auth/me')).status === 200;

  test('there ends what began there, and nothing for who can’t sign', async () => {
    const id = somebody('max');
    let sid: unknown;
    provider.tamper = (claims) => ((sid = claims['sid']), provider.sign(claims));
    const { body: one } = await logInAs(id);
    const oneSid = sid;
    const { body: two } = await logInAs(id);
    const seconds = Math.floor(Date.now() / 1_000);
    const said = { iss: provider.issuer, aud: provider.clientId, iat: seconds, exp: seconds + 120, jti: 'x', events };
    const { privateKey } = await generateKeyPair('RS256');
    const bad = [
      'x',
      await new SignJWT({ ...said, sid: oneSid }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey),
      await provider.sign({ ...said, sid: oneSid, aud: 'another' }),
      await provider.sign({ ...said, sid: oneSid, nonce: 'n' }),
      await provider.sign({ ...said, sid: oneSid, events: {} }),
      await provider.sign({ ...said, sid: oneSid, iat: seconds - 3_600 }),
    ];
    for (const token of bad) expect((await tell(token)).status).toBe(403);
    expect([await isOpen(one.token), await isOpen(two.token)]).toEqual([true, true]);
    expect((await tell(await provider.sign({ ...said, sid: oneSid }))).status).toBe(204);
    expect([await isOpen(one.token), await isOpen(two.token)]).toEqual([false, true]);
    expect((await tell(await provider.sign({ ...said, sub: id }))).status).toBe(204);
    expect(await isOpen(two.token)).toBe(false);
  });

  test('[A4] ends by the name of the session alone what began there and went through a second step here', async () => {
    const id = somebody('nan');
    let sid: unknown;
    provider.tamper = (claims) => ((sid = claims['sid']), provider.sign(claims));
    const { body: first } = await logInAs(id);
    const nan = api(server.url, first.token);
    const { uri } = await nan.must<{ uri: string }>('POST', '/api/me/second-factor/totp', {});
    const code = createApp(uri, Date.now)();
    const confirmed = await nan.must<{ recoveryCodes: string[] }>('POST', '/api/me/second-factor/totp/confirmation', {
      code,
    });
    const { status, body: step } = await logInAs(id);
    expect([status, step.code]).toEqual([401, 'second-factor-pending']);
    const { token } = await api(server.url).must<SignedIn>('POST', '/api/auth/login/second-factor', {
      challenge: step.secondFactor?.challenge,
      recoveryCode: confirmed.recoveryCodes[0],
    });
    const seconds = Math.floor(Date.now() / 1_000);
    const said = { iss: provider.issuer, aud: provider.clientId, iat: seconds, exp: seconds + 120, jti: 'y', events };
    expect((await tell(await provider.sign({ ...said, sid }))).status).toBe(204);
    expect([await isOpen(first.token), await isOpen(token)]).toEqual([true, false]);
  });

  test('here offers the page where one logs out there', async () => {
    const { body } = await server.fetch<{ url: string }>('GET', '/api/auth/oidc/main/log-out');
    const url = new URL(body.url);
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/login`);
    expect((await server.fetch('GET', '/api/auth/oidc/other/log-out')).status).toBe(404);
  });
});

test('a provider that is down keeps nobody out who logs in otherwise, and is asked again', async () => {
  await using alone = await startServer({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'confab',
  });
  await alone.register('ada');
  const browser = new Browser(alone.url);
  for (let again = 0; again < 2; again += 1) {
    expect(await browser.post('/api/auth/oidc/main/start', {})).toMatchObject({ status: 503 });
  }
  const { body } = await alone.fetch<{ methods: { oidc: object[] } }>('GET', '/api/place');
  expect(body.methods.oidc).toEqual([{ id: 'main', name: '127.0.0.1:9' }]);
});
