import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { SignedIn } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, passwordOf, type Person } from './api.ts';
import { decodePart, encodePart } from './jwt-parts.ts';
import { refusal } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startServer();
  ada = await server.register('ada');
});
afterAll(() => server.close());

/** Every endpoint of this folder that is not for everybody. */
const endpoints: [string, string, unknown?][] = [
  ['POST', '/api/auth/logout'],
  ['GET', '/api/auth/me'],
  ['PATCH', '/api/auth/me', { displayName: 'Mallory' }],
  ['POST', '/api/auth/password', { currentPassword: 'x', newPassword: 'correct horse battery' }],
  ['GET', '/api/auth/sessions'],
  ['DELETE', '/api/auth/sessions/any'],
  ['POST', '/api/auth/token'],
  ['POST', '/api/auth/ws-ticket'],
  ['GET', '/api/auth/users'],
];

async function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  return await fetch(server.url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** A JWT of ours, and its parts. */
async function genuine(): Promise<{ header: object; payload: object; parts: string[] }> {
  const body = await ada.api.must<{ token: string }>('POST', '/api/auth/token');
  const parts = body.token.split('.');
  const [header = {}, payload = {}] = parts.slice(0, 2).map(decodePart);
  return { header, payload, parts };
}

async function statusOf(token: string): Promise<number> {
  return (await api(server.url, token).call('GET', '/api/auth/me')).status;
}

async function cookieOf(url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username: ada.user.username, password: passwordOf('ada') }),
  });
  return response.headers.getSetCookie().join('\n');
}

describe('[A1] without good credentials', () => {
  const bad: Record<string, () => Record<string, string>> = {
    none: () => ({}),
    'an empty header': () => ({ authorization: '' }),
    'an empty Bearer': () => ({ authorization: 'Bearer ' }),
    'the word null': () => ({ authorization: 'Bearer null' }),
    'the word undefined': () => ({ authorization: 'Bearer undefined' }),
    'another scheme': () => ({ authorization: `Basic ${btoa('ada:x')}` }),
    'a made-up token': () => ({ authorization: `Bearer ${'x'.repeat(32)}` }),
    'a tampered token': () => ({
      authorization: `Bearer ${ada.token.slice(0, -1)}${ada.token.endsWith('a') ? 'b' : 'a'}`,
    }),
    'a token in pieces': () => ({ authorization: `Bearer ${ada.token.slice(0, 16)} ${ada.token.slice(16)}` }),
    'a token in other case': () => ({ authorization: `Bearer ${ada.token.toUpperCase()}x` }),
    'SQL wildcards': () => ({ authorization: 'Bearer %%%%%%%%%%%%%%%%%%%%' }),
    'a huge token': () => ({ authorization: `Bearer ${'a'.repeat(8_000)}` }),
    'an empty cookie': () => ({ cookie: 'confab-session=' }),
    'a made-up cookie': () => ({ cookie: `confab-session=${'y'.repeat(32)}` }),
    'a user id as cookie': () => ({ cookie: `confab-session=${ada.user.id}` }),
    'a bad header beside a good cookie': () => ({ authorization: 'Bearer x', cookie: `confab-session=${ada.token}` }),
  };

  test.each(Object.keys(bad))('%s: 401 on every endpoint, and nothing happens', async (name) => {
    for (const [method, path, body] of endpoints) {
      const answer = await call(method, path, bad[name]?.() ?? {}, body);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated', type: 'urn:confab:error:unauthenticated' });
    }
  });

  test('a session past its time is none', async () => {
    const late = await server.register('late');
    const past = new Date(Date.now() - 1_000);
    await server.parts.storage.db
      .updateTable('sessions')
      .set({ expires_at: past })
      .where('token', '=', late.token)
      .execute();
    // A registered session is not in the cache until it is used.
    expect((await late.api.call('GET', '/api/auth/me')).status).toBe(401);
  });
});

describe('[A3] a JWT', () => {
  const claims = () => {
    const now = Math.floor(Date.now() / 1_000);
    return { sub: ada.user.id, sid: 'x', iat: now, exp: now + 900, iss: 'urn:confab', aud: 'urn:confab' };
  };
  test('without signature (alg none) is refused', async () => {
    const { header, payload } = await genuine();
    expect(await statusOf(`${encodePart({ ...header, alg: 'none' })}.${encodePart(payload)}.`)).toBe(401);
    expect(await statusOf(`${encodePart({ ...header, alg: 'none' })}.${encodePart(payload)}.AA`)).toBe(401);
  });

  test('signed with the public key as an HMAC secret is refused', async () => {
    const { header, payload } = await genuine();
    const { body } = await server.fetch<{ keys: { x: string }[] }>('GET', '/api/auth/jwks');
    const input = `${encodePart({ ...header, alg: 'HS256' })}.${encodePart(payload)}`;
    const mac = createHmac('sha256', Buffer.from(body.keys[0]?.x ?? '', 'base64url'))
      .update(input)
      .digest('base64url');
    expect(await statusOf(`${input}.${mac}`)).toBe(401);
  });

  test('signed by somebody else under our key id is refused', async () => {
    const { header } = await genuine();
    const { privateKey } = generateKeyPairSync('ed25519');
    const input = `${encodePart(header)}.${encodePart(claims())}`;
    expect(await statusOf(`${input}.${signBytes(null, Buffer.from(input), privateKey).toString('base64url')}`)).toBe(
      401,
    );
  });

  test('with another payload under a genuine signature is refused', async () => {
    const { payload, parts } = await genuine();
    const changed = encodePart({ ...payload, sub: 'somebody-else-entirely' });
    expect(await statusOf(parts.join('.'))).toBe(200);
    expect(await statusOf([parts[0], changed, parts[2]].join('.'))).toBe(401);
  });

  test('past its time is refused', async () => {
    let skewMs = 0;
    const wallNow = (): number => Date.now() + skewMs;
    const clock = { wallNow, monotonicNow: () => performance.now() + skewMs, after: () => () => {} };
    await using other = await startServer({}, { clock });
    const me = await other.register('ada');
    const body = await me.api.must<{ token: string }>('POST', '/api/auth/token');
    const byJwt = api(other.url, body.token);
    expect((await byJwt.call('GET', '/api/auth/me')).status).toBe(200);
    skewMs = 16 * 60_000;
    expect((await byJwt.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await me.api.call('GET', '/api/auth/me')).status).toBe(200);
  });

  test('of another server is refused', async () => {
    await using other = await startServer({ PUBLIC_URL: 'https://other.example.org' });
    const stranger = await other.register('ada');
    const body = await stranger.api.must<{ token: string }>('POST', '/api/auth/token');
    expect(await statusOf(body.token)).toBe(401);
  });
});

describe('[A5] whether an account exists', () => {
  test('can’t be told from the answer to a log-in', async () => {
    const known = await call('POST', '/api/auth/login', {}, { username: ada.user.username, password: 'wrong wrong' });
    const unknown = await call('POST', '/api/auth/login', {}, { username: 'nobody.here', password: 'wrong wrong' });
    const address = await call('POST', '/api/auth/login', {}, { username: 'no@example.org', password: 'wrong wrong' });
    const odd = await call('POST', '/api/auth/login', {}, { username: '%', password: 'wrong wrong' });
    const bodies = await Promise.all([known, unknown, address, odd].map((answer) => answer.text()));
    expect([known, unknown, address, odd].map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ code: 'invalid-credentials' });
  });

  test('can’t be told from its time: either way a password is hashed', async () => {
    // In CPU of this process, where the server runs: the clock would measure what else the machine does.
    const timeOf = async (username: string): Promise<number> => {
      const start = process.cpuUsage();
      await call('POST', '/api/auth/login', {}, { username, password: 'wrong wrong' });
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      known.push(await timeOf(ada.user.username));
      unknown.push(await timeOf('nobody.here'));
    }
    const ratio = median(unknown) / median(known);
    // Without the hash it is below a tenth.
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

describe('[A7] the cookie', () => {
  test('is HttpOnly and SameSite=Lax, and not readable by a script', async () => {
    const cookie = await cookieOf(server.url);
    expect(cookie).toMatch(/^confab-session=[\w-]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax\n/);
    expect(cookie).toMatch(/^confab-device=[\w-]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/m);
  });

  test('is Secure and bound to the host where people come by https', async () => {
    await using secure = await startServer({ PUBLIC_URL: 'https://chat.example.org' });
    const { url } = secure;
    const body = { username: 'cookie', password: 'correct horse battery' };
    const answer = await secure.fetch('POST', '/api/auth/register', body);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-confab-session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(url).toContain('http://');
  });

  test('[A45] by its plain name counts for nothing there, on REST or sockets, and is not made into the bound one', async () => {
    await using secure = await startServer({ PUBLIC_URL: 'https://chat.example.org' });
    const { token } = await secure.register('mallory');
    const me = async (cookie: string) => {
      const answer = await fetch(`${secure.url}/api/auth/me`, { headers: { cookie } });
      return [answer.status, answer.headers.getSetCookie().length];
    };
    const socket = async (cookie: string) => (await refusal(`${secure.url}/api/ws`, { headers: { cookie } })).status;
    const good = `__Host-confab-session=${token}`;
    expect([await me(good), await socket(good)]).toEqual([[200, 2], 101]);
    for (const planted of [
      `confab-session=${token}`,
      `__Host-confab-session=; confab-session=${token}`,
      `\xA0__Host-confab-session=${token}`,
      `__host-confab-session=${token}`,
      `${good}; __Host-confab-session=${'x'.repeat(32)}`,
    ]) {
      expect([planted, await me(planted), await socket(planted)]).toEqual([planted, [401, 0], 401]);
    }
  });

  test('of a proxy that is not trusted does not become Secure, of a trusted one does', async () => {
    expect(await cookieOf(server.url, { 'x-forwarded-proto': 'https' })).not.toContain('Secure');
    await using proxied = await startServer({ TRUSTED_PROXIES: 'loopback' });
    const answer = await fetch(`${proxied.url}/api/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ username: 'cookie', password: 'correct horse battery' }),
    });
    expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
  });

  test('brought to a log-in is not the one that is logged in', async () => {
    const planted = ada.token;
    const answer = await call(
      'POST',
      '/api/auth/login',
      { cookie: `confab-session=${planted}` },
      { username: ada.user.username, password: passwordOf('ada') },
    );
    const { token } = (await answer.json()) as SignedIn;
    expect(token).not.toBe(planted);
    expect(answer.headers.getSetCookie()[0]).toContain(token);
  });

  test('goes with the session', async () => {
    const me = await server.register('leaver');
    const answer = await call('POST', '/api/auth/logout', { cookie: `confab-session=${me.token}` });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^confab-session=; .*Expires=Thu, 01 Jan 1970/);
  });
});

describe('[A16] a page of somebody else', () => {
  const writes: [string, string, unknown?][] = [
    ['POST', '/api/auth/logout'],
    ['PATCH', '/api/auth/me', { displayName: 'Pwned' }],
    ['POST', '/api/auth/ws-ticket'],
    ['POST', '/api/auth/login', { username: 'a-name', password: 'a password' }],
  ];
  const foreign: Record<string, Record<string, string>> = {
    'a foreign Origin': { origin: 'https://evil.example.org' },
    'the Origin null': { origin: 'null' },
    'a foreign Origin that claims to be the same site': {
      origin: 'https://evil.example.org',
      'sec-fetch-site': 'same-origin',
    },
    'Sec-Fetch-Site: cross-site': { 'sec-fetch-site': 'cross-site' },
    'Sec-Fetch-Site: same-site': { 'sec-fetch-site': 'same-site' },
    'another port of this host': { origin: 'http://127.0.0.1:1' },
  };

  test.each(Object.keys(foreign))('%s: its writes are refused', async (name) => {
    for (const [method, path, body] of writes) {
      const answer = await call(method, path, { cookie: `confab-session=${ada.token}`, ...foreign[name] }, body);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ code: 'origin-not-allowed' });
    }
  });

  test('a form can’t send what is read as JSON', async () => {
    const form = new URLSearchParams({ username: 'x', password: 'y' });
    const answer = await fetch(`${server.url}/api/auth/login`, { method: 'POST', body: form });
    expect(answer.status).toBe(415);
    const plain = await call('POST', '/api/auth/login', { 'content-type': 'text/plain' }, '{"username":"x"}');
    expect(plain.status).toBe(415);
  });

  test('our own page may, and so may a program with a token from anywhere', async () => {
    const own = await call(
      'PATCH',
      '/api/auth/me',
      { cookie: `confab-session=${ada.token}`, origin: server.url },
      { displayName: 'Ada' },
    );
    expect(own.status).toBe(200);
    const program = await call(
      'PATCH',
      '/api/auth/me',
      { authorization: `Bearer ${ada.token}`, origin: 'https://elsewhere.example.org' },
      { displayName: 'Ada' },
    );
    expect(program.status).toBe(200);
    expect(program.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a configured origin may, and is told so; another one is not', async () => {
    await using open = await startServer({ ALLOWED_ORIGINS: 'https://app.example.org' });
    const preflight = (origin: string) =>
      fetch(`${open.url}/api/auth/me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'confab-user' },
      });
    const allowed = await preflight('https://app.example.org');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect(allowed.headers.get('access-control-allow-headers')?.split(', ')).toEqual([
      'authorization',
      'confab-user',
      'content-type',
      // Of uploads.
      'tus-resumable',
      'upload-length',
      'upload-metadata',
      'upload-offset',
    ]);
    expect((await preflight('https://evil.example.org')).headers.get('access-control-allow-origin')).not.toBe(
      'https://evil.example.org',
    );
    const me = await open.register('ada');
    const answer = await fetch(`${open.url}/api/auth/ws-ticket`, {
      method: 'POST',
      headers: { cookie: `confab-session=${me.token}`, origin: 'https://app.example.org' },
    });
    expect(answer.status).toBe(200);
  });
});

describe('tickets', () => {
  test('work once, for the session that asked, and only as a hash are they stored', async () => {
    const me = await server.register('ticket');
    const body = await me.api.must<{ ticket: string; expiresAt: string }>('POST', '/api/auth/ws-ticket');
    const rows = await server.parts.storage.db.selectFrom('ws_tickets').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(body.ticket);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(30_000);
    expect(await socketStatus(body.ticket)).toBe(101);
    expect(await socketStatus(body.ticket)).toBe(401);
  });

  test('of a session that has ended are nothing', async () => {
    const me = await server.register('ticket');
    const body = await me.api.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
    await me.api.must('POST', '/api/auth/logout');
    expect(await socketStatus(body.ticket)).toBe(401);
  });
});

/** 101 where the socket opens, 401 where it does not. */
async function socketStatus(ticket: string): Promise<number> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/ws?ticket=${ticket}`);
  const opened = Promise.withResolvers<number>();
  socket.addEventListener('open', () => opened.resolve(101));
  socket.addEventListener('error', () => opened.resolve(401));
  const status = await opened.promise;
  socket.close();
  return status;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('a page that names its person', () => {
  const ask = (person: Person, named: string, method = 'GET'): Promise<Response> =>
    call(method, method === 'GET' ? '/api/auth/me' : '/api/auth/logout', {
      authorization: `Bearer ${person.token}`,
      'confab-user': named,
    });

  test('is refused under the session of another, and nothing is done', async () => {
    const eve = await server.register('eve');
    const answer = await ask(eve, ada.user.id, 'POST');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'other-user']);
    expect((await ask(eve, eve.user.id)).status).toBe(200);
    expect((await ask(eve, '')).status).toBe(409);
  });
});
