import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from './api.ts';
import { askRaw } from './raw-http.ts';
import { spellingsOf } from './spellings.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
let ada: Person;
let webFolder: string;
beforeAll(async () => {
  // With pages to serve, whether or not the web app was built: what is no route is a page if it may be one.
  webFolder = await mkdtemp(join(tmpdir(), 'confab-web-'));
  await writeFile(join(webFolder, 'index.html'), '<title>a page</title>');
  server = await startServer({ ALLOWED_ORIGINS: 'https://app.example.org' }, { webFolder });
  ada = await server.register('ada');
});
afterAll(async () => {
  await server.close();
  await rm(webFolder, { recursive: true });
});

/** An address of the route, with something in each place that varies. */
const addressOf = (url: string): string => url.replaceAll(/:\w+/g, 'some-id').replaceAll('*', 'anything');

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

describe('[A41] every route, in every spelling of its path', () => {
  test('there are routes of each kind, and those that are public are these', () => {
    const open = server.routes.filter(({ isPublic, method }) => isPublic && !['HEAD', 'OPTIONS'].includes(method));
    const named = open.filter(({ url }) => !url.includes('*') && url !== '/api');
    expect(named.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
      'GET /',
      'GET /api/auth/jwks',
      'GET /api/auth/oidc/:provider/log-out',
      'GET /api/chats/ws/:chat_id/:user_id',
      'GET /api/place',
      'GET /api/place/picture/:hash',
      'GET /api/ws',
      'GET /docs',
      'GET /docs/start.js',
      'GET /docs/swagger-ui-bundle.js',
      'GET /docs/swagger-ui.css',
      'GET /healthz',
      'GET /metrics',
      'GET /openapi.json',
      'GET /readyz',
      'POST /api/auth/links',
      'POST /api/auth/links/look',
      'POST /api/auth/links/use',
      'POST /api/auth/login',
      'POST /api/auth/login/second-factor',
      'POST /api/auth/login/step',
      'POST /api/auth/oidc/:provider/back-channel',
      'POST /api/auth/oidc/:provider/start',
      'POST /api/auth/oidc/finish',
      'POST /api/auth/passkey',
      'POST /api/auth/passkey/request',
      'POST /api/auth/register',
      'POST /api/invitations/read',
    ]);
    expect(server.routes.filter(({ isPublic }) => !isPublic).length).toBeGreaterThan(20);
  });

  test('a route that is not public lets nobody in who is not logged in', async () => {
    const attempts = server.routes
      .filter(({ isPublic, method }) => !isPublic && method !== 'OPTIONS')
      .flatMap(({ method, url }) => spellingsOf(addressOf(url)).map((path) => ({ method, path })));
    expect(attempts.length).toBeGreaterThan(1_000);
    await inLanes(attempts, async ({ method, path }) => {
      const { status, head } = await askRaw(server.url, method, path);
      expect([method, path, [400, 401, 404, 405].includes(status)]).toEqual([method, path, true]);
      // Where it was the route that answered, the answer is stored nowhere.
      const isStored = status === 401 && !head.toLowerCase().includes('cache-control: no-store');
      expect([path, isStored]).toEqual([path, false]);
    });
  });

  test('a page of somebody else changes nothing with a cookie', async () => {
    const headers = { cookie: `confab-session=${ada.token}`, origin: 'https://evil.example' };
    const attempts = server.routes
      .filter(({ method, part }) => part === 'api' && !['GET', 'HEAD', 'OPTIONS'].includes(method))
      .flatMap(({ method, url }) => spellingsOf(addressOf(url)).map((path) => ({ method, path })));
    await inLanes(attempts, async ({ method, path }) => {
      const { status } = await askRaw(server.url, method, path, { ...headers, 'content-length': '0' });
      expect([method, path, [400, 403, 404, 405].includes(status)]).toEqual([method, path, true]);
    });
  });

  test('what is for machines answers to its one spelling, so that a proxy can keep it in', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect([path, (await askRaw(server.url, 'GET', path)).status]).toEqual([path, 200]);
      expect([path, (await askRaw(server.url, 'GET', `${path}?x=1`)).status]).toEqual([path, 200]);
    }
    const others = ['/healthz', '/readyz', '/metrics'].flatMap((path) =>
      spellingsOf(path).filter((spelling) => spelling.split('?', 1)[0] !== path),
    );
    await inLanes(others, async (path) => {
      const { status, body } = await askRaw(server.url, 'GET', path);
      const answers = /confab_connections|"status":"(?:ok|degraded)"/.test(body);
      expect([path, status, answers]).toEqual([path, status, false]);
    });
  });

  test('a socket asks who calls, however its path is spelled', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    const paths = ['/api/ws', `/api/chats/ws/some-id/${ada.user.id}`].flatMap(spellingsOf);
    await inLanes(paths, async (path) => {
      const { status } = await askRaw(server.url, 'GET', path, upgrade);
      expect([path, [400, 401, 404].includes(status)]).toEqual([path, true]);
    });
  });
});

test('[A6] another spelling of the path is counted by the same limit', async () => {
  await using limited = await startServer({ RATE_LIMITS: 'on' });
  const paths = Array.from({ length: 700 }, (_, index) => spellingsOf('/api/auth/me')[index % 30] ?? '');
  const statuses = new Set<number>();
  await inLanes(
    paths.filter((path) => path.startsWith('/') && /^\/(?:a|%)/i.test(path)),
    async (path) => void statuses.add((await askRaw(limited.url, 'GET', path)).status),
  );
  const plain = await askRaw(limited.url, 'GET', '/api/auth/me');
  expect([plain.status, statuses.has(429)]).toEqual([429, true]);
});

test.each(['h2c', 'TLS/1.2', 'websocket2', 'h2c, websocket'])(
  'Upgrade: %s is a wish, and the request is answered',
  async (wish) => {
    const headers = { connection: 'Upgrade, close', upgrade: wish, authorization: `Bearer ${ada.token}` };
    const { status, body } = await askRaw(server.url, 'GET', '/api/auth/me', {
      ...headers,
      'http2-settings': 'AAMAAABk',
    });
    expect([status, body.includes(ada.user.id)]).toEqual([200, true]);
  },
);
