import { createECDH, randomBytes } from 'node:crypto';
import type { Problem } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StageSmtp } from '../src/mail/stage-smtp.ts';
import { passwordOf, type Person } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

async function logIn(
  server: TestServer,
  username: string,
  headers: Record<string, string> = {},
  password = 'a wrong guess',
): Promise<Response> {
  return await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username, password }),
  });
}

function browserKeys(): { p256dh: string; auth: string } {
  const keys = createECDH('prime256v1');
  return { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
}

async function statuses(count: number, attempt: (at: number) => Promise<Response>): Promise<number[]> {
  const answers: number[] = [];
  for (let at = 0; at < count; at += 1) answers.push((await attempt(at)).status);
  return answers;
}

/** How many were let through before one was not. At most two windows' worth: one may end in between. */
async function countUntilLimited(max: number, attempt: () => Promise<Response>, status: number): Promise<number> {
  for (let count = 0; count <= max * 2; count += 1) {
    const answer = await attempt();
    if (answer.status === 429) return count;
    expect(answer.status).toBe(status);
  }
  throw new Error(`${max * 2} were let through.`);
}

describe('[A6] guessing passwords', () => {
  const stranger = { 'x-forwarded-for': '10.0.0.1' };
  const email = 'target@example.org';
  let shared: TestServer;
  let session: string;
  let device: string;
  beforeAll(async () => {
    shared = await startServer({ RATE_LIMITS: 'on', TRUSTED_PROXIES: 'loopback' });
    const body = { username: 'target', email, password: passwordOf('target') };
    const answer = await shared.fetch('POST', '/api/auth/register', body);
    [session = '', device = ''] = answer.headers.getSetCookie();
  });
  afterAll(() => shared.close());

  const rightPassword = passwordOf('target');

  test('[A5] is slowed by the name as it was typed, and by no answer can an account be told from none', async () => {
    const outcomes: Record<string, unknown> = {};
    for (const name of ['target', 'nobody']) {
      const answers = [];
      for (let at = 0; at < 7; at += 1)
        answers.push(await logIn(shared, at % 2 ? name : ` ${name.toUpperCase()} `, stranger));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
      const refusal = answers[6];
      expect(Number(refusal?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(refusal?.headers.get('retry-after'))).toBeLessThanOrEqual(30);
      const problem = (await refusal?.json()) as Problem;
      outcomes[name] = { ...problem, detail: problem.detail.replace(/\d+/, 'N'), instance: null };
    }
    expect(outcomes['nobody']).toEqual(outcomes['target']);
    // The address of the same account is another name, for whoever asks: nothing tells that they belong together.
    expect((await logIn(shared, email, stranger)).status).toBe(401);
  });

  test('by a stranger leaves the owner in, from elsewhere and from a device known there', async () => {
    await statuses(6, () => logIn(shared, 'target', stranger));
    expect((await logIn(shared, 'target', stranger, rightPassword)).status).toBe(429);
    expect((await logIn(shared, 'target', { 'x-forwarded-for': '10.0.0.2' }, rightPassword)).status).toBe(200);
    const cookie = device.split(';', 1)[0] ?? '';
    const known = await logIn(shared, 'target', { ...stranger, cookie }, rightPassword);
    expect(known.status).toBe(200);
    expect((await logIn(shared, email, { ...stranger, cookie }, rightPassword)).status).toBe(200);
    // It opens nobody else's door, and is no door by itself.
    await statuses(6, () => logIn(shared, 'other', { ...stranger, cookie }));
    expect((await logIn(shared, 'other', { ...stranger, cookie })).status).toBe(429);
    const me = await fetch(`${shared.url}/api/auth/me`, { headers: { cookie } });
    expect(me.status).toBe(401);
  });

  test('[A7] the cookie that knows a device is HttpOnly and same-site, and a session in use brings it along', async () => {
    expect(device).toMatch(/^confab-device=[\w-]{65}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = session.split(';', 1)[0] ?? '';
    const me = await fetch(`${shared.url}/api/auth/me`, { headers: { cookie } });
    expect(me.headers.getSetCookie()[1]).toMatch(/^confab-device=/);
  });

  test('at the change of a password is limited by account', async () => {
    const mallory = await shared.register('mallory');
    const change = (currentPassword: string, newPassword: string): Promise<number> =>
      mallory.api.call('POST', '/api/auth/password', { currentPassword, newPassword }).then(({ status }) => status);
    // What is wrong with the new one is no guess.
    for (let at = 0; at < 11; at += 1) expect(await change(passwordOf('mallory'), 'password')).toBe(400);
    for (let at = 0; at < 10; at += 1) expect(await change('a wrong guess', 'staple battery horse')).toBe(400);
    expect(await change(passwordOf('mallory'), 'staple battery horse')).toBe(429);
  });

  test('[A5] whose e-mail addresses are known is soon told to nobody at that network address', async () => {
    const register = async (address: string, at: number, wanted: string): Promise<number> => {
      const answer = await fetch(`${shared.url}/api/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ username: `probe-${address}-${at}`, email: wanted, password: passwordOf('probe') }),
      });
      return answer.status;
    };
    const answers: number[] = [];
    for (let at = 0; at < 11; at += 1) answers.push(await register('10.7.0.1', at, email));
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 409), 429]);
    expect(await register('10.7.0.1', 20, 'unknown@example.org')).toBe(429);
    expect(await register('10.7.0.2', 20, 'unknown@example.org')).toBe(201);
  });

  test('is stopped by address, and a made-up X-Forwarded-For does not help', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on' });
    const answers = await statuses(101, (at) =>
      logIn(server, `n${at}`.repeat(200), { 'x-forwarded-for': `10.0.0.${at}` }),
    );
    expect(new Set(answers)).toEqual(new Set([400]));
    const more = await statuses(102, (at) => logIn(server, `name-${at}`, { 'x-forwarded-for': `10.0.0.${at}` }));
    expect(more.slice(0, 100)).not.toContain(429);
    expect(more.slice(100)).toEqual([429, 429]);
  });

  test('a trusted proxy’s word on the address counts, by /64 for IPv6', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on', TRUSTED_PROXIES: 'loopback' });
    await statuses(101, (at) => logIn(server, `name-${at}`, { 'x-forwarded-for': `2001:db8::${at.toString(16)}` }));
    const same = await logIn(server, 'one-more', { 'x-forwarded-for': '2001:db8::ffff:1' });
    const other = await logIn(server, 'one-more', { 'x-forwarded-for': '2001:db8:0:1::1' });
    expect([same.status, other.status]).toEqual([429, 401]);
  });
});

test('[A53] addresses in mails are looked at so often from one place, whatever is in them', async () => {
  await using server = await startServer({
    RATE_LIMITS: 'on',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'confab@example.org',
    PUBLIC_URL: 'http://chat.example.org',
  });
  const ask = () => fetch(`${server.url}/api/mail/unsubscribe?t=none`, { method: 'POST' });
  expect(await countUntilLimited(300, ask, 404)).toBeGreaterThanOrEqual(300);
});

describe('everything else', () => {
  test('is limited by account where there is one, by address where there is none', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on' });
    const [ada, bob] = [await server.register('ada'), await server.register('bob')];
    // [A43] Each change is told to all nodes.
    const body = { endpoint: 'https://push.example.net/a', keys: browserKeys() };
    const subscribe = ({ api }: Person) => api.call('PUT', '/api/me/push-subscription', body);
    const subscribed = [];
    for (let n = 0; n < 32; n += 1) subscribed.push((await subscribe(ada)).status);
    expect(subscribed).toEqual([...Array.from({ length: 30 }, () => 200), 429, 429]);
    expect((await subscribe(bob)).status).toBe(200);
    const ask = (token?: string) =>
      fetch(`${server.url}/api/auth/me`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    expect(await countUntilLimited(600, () => ask(), 401)).toBeGreaterThan(500);
    // People behind the same address go on.
    expect((await ask(ada.token)).status).toBe(200);
    expect(await countUntilLimited(1_200, () => ask(ada.token), 200)).toBeGreaterThan(1_000);
    // Under another's name as well.
    const headers = { authorization: `Bearer ${ada.token}`, 'confab-user': bob.user.id };
    expect((await fetch(`${server.url}/api/auth/me`, { headers })).status).toBe(429);
    expect((await ask(bob.token)).status).toBe(200);
  }, 90_000);
});

test('[A5] links are asked for so often for a name, whoever has it, and from an address', async () => {
  await using smtp = await StageSmtp.start();
  await using limited = await startServer({
    RATE_LIMITS: 'on',
    TRUSTED_PROXIES: 'loopback',
    PUBLIC_URL: 'http://chat.example.org',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Confab <confab@example.org>',
  });
  await limited.fetch('POST', '/api/auth/register', { username: 'target', password: passwordOf('target') });
  const ask = (username: string, address: string, purpose: string): Promise<Response> =>
    fetch(`${limited.url}/api/auth/links`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ username, purpose }),
    });
  for (const name of ['target', 'nobody']) {
    const asked = await statuses(4, (at) =>
      ask(at % 2 ? name : name.toUpperCase(), `10.0.1.${at}`, at % 2 ? 'reset' : 'log-in'),
    );
    expect([name, asked]).toEqual([name, [204, 204, 204, 429]]);
  }
  const many = await statuses(31, (at) => ask(`name.${at}`, '10.0.2.1', 'reset'));
  expect([many.slice(0, 30).every((status) => status === 204), many[30]]).toEqual([true, 429]);
  expect((await ask('name.30', '10.0.2.2', 'reset')).status).toBe(204);
});
