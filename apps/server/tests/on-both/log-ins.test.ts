import type { DocumentPage, Problem, Session, SignedIn } from '@confab/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, passwordOf, type Person, registerAll } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** In a browser, which brings along the cookies that it was given before. */
async function logInWithBrowser({ user }: Person, cookies = ''): Promise<{ person: Person; cookies: string }> {
  const response = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox, cookie: cookies },
    body: JSON.stringify({ username: user.username, password: passwordOf(user.displayName) }),
  });
  const body = (await response.json()) as SignedIn;
  const given = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { person: { ...body, api: api(server.url, body.token) }, cookies: given.join('; ') };
}

const sessionsOf = async ({ api: own }: Person): Promise<Session[]> =>
  (await own.must<{ sessions: Session[] }>('GET', '/api/auth/sessions')).sessions;
async function alarmsOf({ api: own }: Person): Promise<string[]> {
  const { documents } = await own.must<DocumentPage>('GET', '/api/me/documents');
  return documents.filter(({ key, value }) => key.startsWith('log-in/') && value !== null).map(({ key }) => key);
}
const know = (person: Person, id: string) => person.api.call<Problem>('POST', `/api/auth/sessions/${id}/known`);

test('a log-in from a new device alarms the others until one of them knows it; the new one itself does not, nor anybody else', async () => {
  const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
  const { person: there, cookies } = await logInWithBrowser(ada);
  const [alarm = ''] = await alarmsOf(ada);
  const id = alarm.slice('log-in/'.length);
  expect((await sessionsOf(ada)).find((one) => one.id === id)).toMatchObject({
    isNew: true,
    userAgent: firefox,
    address: '127.0.0.1',
    network: 'same',
  });
  expect((await sessionsOf(there)).find(({ current }) => current)).not.toHaveProperty('isNew');
  expect((await know(eve, id)).status).toBe(404);
  expect((await know(there, id)).body.code).toBe('forbidden');
  // Nor by writing over it, however it is spelled.
  for (const key of [alarm, `log-in/another`]) {
    const path = `/api/me/documents/${encodeURIComponent(key)}`;
    expect((await there.api.call('PUT', path, { value: { sessionId: id, at: new Date().toISOString() } })).status).toBe(
      403,
    );
    expect((await there.api.call('DELETE', path)).status).toBe(403);
  }
  expect(await alarmsOf(ada)).toEqual([alarm]);
  expect((await know(ada, id)).status).toBe(204);
  expect([await alarmsOf(ada), (await know(ada, id)).status]).toEqual([[], 404]);

  // The same browser again, and a program from the network where it is logged in already.
  await logInWithBrowser(ada, cookies);
  await server.fetch('POST', '/api/auth/login', { username: ada.user.username, password: passwordOf('ada') });
  expect(await alarmsOf(ada)).toEqual([]);
});

test('[A4] logging out everywhere leaves this session or none, and takes what was told of them along', async () => {
  const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
  const { person: there } = await logInWithBrowser(ada);
  expect(await alarmsOf(ada)).toHaveLength(1);
  expect((await ada.api.call('DELETE', '/api/auth/sessions?keep=all')).status).toBe(400);
  expect((await ada.api.call('DELETE', '/api/auth/sessions?keep=current')).status).toBe(204);
  expect((await there.api.call('GET', '/api/auth/me')).status).toBe(401);
  expect((await sessionsOf(ada)).map(({ current, lastUsedAt }) => [current, typeof lastUsedAt])).toEqual([
    [true, 'string'],
  ]);
  await expect.poll(() => alarmsOf(ada), { timeout: 15_000 }).toEqual([]);
  expect((await ada.api.call('DELETE', '/api/auth/sessions')).status).toBe(204);
  expect((await ada.api.call('GET', '/api/auth/me')).status).toBe(401);
  expect((await eve.api.call('GET', '/api/auth/me')).status).toBe(200);
});
