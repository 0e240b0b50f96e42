import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
let ada: Person;
let webFolder: string;
beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'confab-web-'));
  await mkdir(join(webFolder, 'assets'));
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Confab</title>');
  await writeFile(
    join(webFolder, 'visitor.html'),
    '<!doctype html><head><title>Confab</title><script>visitor()</script>',
  );
  await writeFile(join(webFolder, 'member.html'), '<!doctype html><title>Confab</title><script>member()</script>');
  await writeFile(join(webFolder, 'assets', 'app-1a2b3c.js'), 'export {};');
  await writeFile(join(webFolder, 'robots.txt'), 'User-agent: *');
  server = await startServer({}, { webFolder });
  ada = await server.register('ada');
});
afterAll(async () => {
  await server.close();
  await rm(webFolder, { recursive: true });
});

/** As it is: `fetch` would tidy the path up. */
function raw(
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof raw>>>();
  const request = httpRequest(
    { host: '127.0.0.1', port: new URL(server.url).port, path, method, headers },
    (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    },
  );
  request.on('error', reject).end();
  return promise;
}

/** Bytes to the server, and what came back until it hung up. */
function exchange(text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.on('end', () => resolve(answer)).on('error', reject);
  return promise;
}

function post(body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return fetch(`${server.url}/api/auth/login`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
}

describe('a problem document', () => {
  test.each([
    ['{"username":', 400, 'invalid-request'],
    ['', 400, 'invalid-request'],
    ['null', 400, 'invalid-request'],
    ['[]', 400, 'invalid-request'],
    ['"text"', 400, 'invalid-request'],
    ['{"username":"a","password":"b","__proto__":{"admin":true}}', 400, 'invalid-request'],
    ['{"username":"a","password":"b","constructor":{"prototype":{"admin":true}}}', 400, 'invalid-request'],
    [`{"username":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'invalid-request'],
    [`{"username":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`, 400, 'invalid-request'],
    [JSON.stringify({ username: 'x'.repeat(300_000) }), 413, 'too-large'],
  ])('[A28] answers the body %.40s with its status and code', async (body, status, code) => {
    const answer = await post(body);
    const problem = (await answer.json()) as Problem;
    expect([answer.status, problem.code, problem.status]).toEqual([status, code, status]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem.type).toBe(`urn:confab:error:${code}`);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  test('names every bad field once, dotted, and unknown ones too', async () => {
    const answer = await ada.api.call<Problem>('POST', '/api/chats', {
      kind: 'group',
      name: '',
      memberIds: ['ok', 5, ''],
      owner: 'me',
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.errors?.map(({ path }) => path).toSorted();
    expect(paths).toEqual(['memberIds.1', 'memberIds.2', 'name', 'owner']);
  });

  test('for a wrong content type is 415', async () => {
    expect((await post('<a/>', { 'content-type': 'application/xml' })).status).toBe(415);
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('for an address that is none is 404, also to one who is not logged in', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/api/auth', '/api/chats/x/y/z']) {
      const answer = await server.fetch<Problem>('GET', path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not-found']);
    }
  });

  test('for a method that the address does not take is 405 and says which it takes', async () => {
    const answer = await server.fetch<Problem>('PUT', '/api/auth/login');
    expect([answer.status, answer.body.code]).toEqual([405, 'method-not-allowed']);
    expect(answer.headers.get('allow')).toBe('POST');
    expect((await server.fetch('DELETE', '/api/chats/some-chat/messages')).headers.get('allow')).toBe(
      'GET, HEAD, POST',
    );
  });
  test('to an address with an empty part is 404, not a method that it would take', async () => {
    for (const path of ['/api//auth/me', '/api/auth/me//'])
      expect([path, (await raw(path)).status]).toEqual([path, 404]);
  });

  test('tells a fault of ours apart, and tells nothing of it', async () => {
    await using broken = await startServer();
    const me = await broken.register('ada');
    await broken.parts.storage.db.schema.dropTable('ws_tickets').execute();
    const answer = await me.api.call<Problem>('POST', '/api/auth/ws-ticket');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(answer.body)).not.toMatch(/ws_tickets|sql|at /i);
    expect(broken.log.join('')).toContain('ws_tickets');
  });

  test.each(['/api/%zz', '/api/auth/users?query=%ff%fe', '/%', '/api/auth/me\u00ff'])(
    '%s is answered, and the process lives',
    async (path) => {
      const { status } = await raw(path).catch(() => ({ status: 400 }));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect((await raw('/healthz')).status).toBe(200);
    },
  );

  test('[A30] what is no HTTP gets 400, headers without end 431, two lengths 400', async () => {
    expect(await exchange('what is this?\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await exchange(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    const two = 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}';
    expect(await exchange(two)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('addresses', () => {
  test('are the same with and without a trailing slash', async () => {
    for (const path of ['/api/auth/me', '/api/auth/users', '/api/chats', '/api/auth/sessions']) {
      const [bare, slashed] = [await ada.api.call('GET', path), await ada.api.call('GET', `${path}/`)];
      expect([path, bare.status, slashed.status]).toEqual([path, 200, 200]);
      expect(slashed.body).toEqual(bare.body);
    }
  });

  test('[A22] lead nowhere outside the built web app', async () => {
    for (const path of [
      '/../../../../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/../../package.json',
      '/assets/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/.git/config',
      '/assets/%00',
    ]) {
      const { status, body } = await raw(path);
      expect([path, body.includes('root:') || body.includes('"name"') || body.includes('[core]')]).toEqual([
        path,
        false,
      ]);
      expect([200, 400, 404]).toContain(status);
    }
  });

  test('[A22] [A30] a header can’t be written through what is sent', async () => {
    const answer = await raw('/api/auth/me%0d%0aSet-Cookie:%20a=b');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['x-request-id']).toMatch(/^[\w-]{12}$/);
  });
});

describe('the web app', () => {
  test('is served at every path that is a page, and asked for anew each time', async () => {
    for (const path of ['/', '/chats/abc', '/login?next=/chats', '/settings/']) {
      const answer = await raw(path);
      expect([path, answer.status, answer.headers['cache-control']]).toEqual([path, 200, 'no-cache']);
      expect(answer.body).toContain('<title>Confab</title>');
    }
  });

  test('is called as the place is, from the moment on that it is, and whatever that is made of', async () => {
    const rename = (name: string) => ada.api.must('PATCH', '/api/place', { name });
    const member = { cookie: `confab-session=${'a'.repeat(32)}` };
    await rename('Bits & </title><script>pieces()</script>');
    for (const headers of [{}, member]) {
      const { body } = await raw('/', 'GET', headers);
      expect(body).toContain('<title>Bits &amp; &lt;/title>&lt;script>pieces()&lt;/script></title>');
    }
    await rename('Confab');
    expect((await raw('/', 'GET', member)).body).toContain('<title>Confab</title>');
  });

  test('begins with the chats for whoever shows a session, good or not, and with the log-in for everybody else', async () => {
    for (const path of ['/', '/chats/abc']) {
      const shown = await raw(path, 'GET', { cookie: `confab-session=${'a'.repeat(32)}` });
      expect(shown.body).toContain('member()');
      expect(shown.headers['vary']).toContain('cookie');
      expect((await raw(path)).body).toContain('visitor()');
      expect((await raw(path, 'GET', { cookie: 'other=1' })).body).toContain('visitor()');
    }
  });

  test('tells visitors that nobody has an account yet, until somebody has, and only where anybody may make one', async () => {
    const told = '<meta name="confab-accounts" content="none">';
    await using empty = await startServer({}, { webFolder });
    for (const path of ['/', '/chats/abc']) {
      const page = await fetch(empty.url + path).then((answer) => answer.text());
      expect(page).toContain(told);
      expect(page).toContain('visitor()');
    }
    expect(await fetch(empty.url).then((answer) => answer.text())).not.toContain('confab-mail');
    await empty.register('ada');
    expect(await fetch(empty.url).then((answer) => answer.text())).not.toContain(told);
    // Beside it: whether one logs in by an e-mail address, too.
    const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'confab@example.org' };
    const settings = { REGISTRATION: 'closed', PUBLIC_URL: 'http://chat.example.org', ...mail };
    await using closed = await startServer(settings, { webFolder });
    const page = await fetch(closed.url).then((answer) => answer.text());
    expect(page).not.toContain(told);
    expect(page).toContain('<meta name="confab-mail" content="on">');
  });

  test('[A18] lets in the script that is written in a page by its hash, and no other', async () => {
    const hash = createHash('sha256').update('visitor()').digest('base64');
    const first = await raw('/');
    expect(first.headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}';`);
    const again = await raw('/', 'GET', { 'if-none-match': String(first.headers['etag']) });
    expect(again.status).toBe(304);
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
    expect((await raw('/api/auth/me')).headers['content-security-policy']).toContain("script-src 'self';");
  });

  test('hashed files are kept for ever, others are not, missing ones are no page', async () => {
    const asset = await raw('/assets/app-1a2b3c.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toContain('javascript');
    expect((await raw('/robots.txt')).headers['cache-control']).toBe('no-cache');
    expect((await raw('/assets/gone-000000.js')).status).toBe(404);
    expect((await raw('/chats', 'POST')).status).toBe(404);
  });
});

describe('[A18] security headers', () => {
  test.each(['/', '/docs', '/api/auth/me', '/healthz', '/api/nothing'])('are on %s', async (path) => {
    const { headers } = await raw(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self'(?: 'sha256-[\w+/]+=*')?;/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('[A14] what is personal is stored nowhere', async () => {
    for (const path of ['/api/auth/me', '/api/chats', '/api/auth/users']) {
      expect((await ada.api.call('GET', path)).headers.get('cache-control')).toBe('no-store');
    }
  });

  test('the docs page has no inline script', async () => {
    const { body, status } = await raw('/docs');
    expect(status).toBe(200);
    expect(body).not.toMatch(/<script>|<script(?![^>]*src=)|\son\w+=/);
    for (const path of ['/docs/swagger-ui-bundle.js', '/docs/swagger-ui.css', '/docs/start.js']) {
      expect((await raw(path)).status).toBe(200);
    }
  });
});

describe('health', () => {
  test('is told to machines', async () => {
    expect(JSON.parse((await raw('/healthz')).body)).toEqual({ status: 'ok' });
    expect((await raw('/readyz')).status).toBe(200);
  });

  test('says not ready while the database does not answer', async () => {
    const { storage } = server.parts;
    await using sick = await startServer(
      {},
      {
        storage: { ...storage, ping: () => Promise.reject(new Error('no answer')), close: () => Promise.resolve() },
      },
    );
    const answer = await sick.fetch('GET', '/readyz');
    expect([answer.status, answer.body]).toEqual([503, { status: 'unavailable', failed: ['database'] }]);
    expect((await sick.fetch('GET', '/healthz')).status).toBe(200);
  });

  test('metrics name routes, and nothing that a person sent', async () => {
    expect((await ada.api.call('GET', '/api/chats/private-chat-id/messages')).status).toBe(404);
    await raw('/some/page/of-somebody');
    const { body } = await raw('/metrics');
    expect(body).toContain('route="/api/chats/:chat_id/messages"');
    expect(body).toContain('confab_connections 0');
    expect(body).toContain('confab_log_queue_depth 0');
    expect(body).not.toContain('private-chat-id');
    expect(body).not.toContain('of-somebody');
    expect(body).not.toContain(ada.user.id);
  });
});

test.each([
  ['POST', '/api/auth/token', { foo: 1 }, ['foo']],
  ['POST', '/api/auth/ws-ticket', { ttl: 9, user: 'x' }, ['ttl', 'user']],
  ['GET', '/api/chats?member=x', undefined, ['member']],
  ['GET', '/api/auth/me?token=x', undefined, ['token']],
])('[A12] %s %s with a field that nobody knows is refused by its name', async (method, path, body, fields) => {
  const answer = await ada.api.call<Problem>(method, path, body);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
  expect(answer.body.errors).toEqual(fields.map((field) => ({ path: field, message: 'unknown field' })));
});

test('a call that needs no body takes an empty one', async () => {
  expect((await ada.api.call('POST', '/api/auth/token', {})).status).toBe(200);
  expect((await ada.api.call('POST', '/api/auth/token')).status).toBe(200);
});
