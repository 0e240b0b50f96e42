import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeExpired } from '../src/accounts/expired-rows.ts';
import { type Clock, systemClock } from '../src/realtime/clock.ts';
import { api } from './api.ts';
import { refusal } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function expiryOf(token: string): Promise<number> {
  const { db } = server.parts.storage;
  const row = await db.selectFrom('sessions').select('expires_at').where('token', '=', token).executeTakeFirstOrThrow();
  return new Date(row.expires_at).getTime();
}

test('a session in use lasts on, and its cookie with it', async () => {
  const { token } = await server.register('ada');
  const soon = new Date(Date.now() + 5 * dayMs);
  await server.parts.storage.db.updateTable('sessions').set({ expires_at: soon }).where('token', '=', token).execute();
  const answer = await fetch(`${server.url}/api/auth/me`, { headers: { cookie: `confab-session=${token}` } });
  expect(answer.status).toBe(200);
  expect(await expiryOf(token)).toBeGreaterThan(Date.now() + 29 * dayMs);
  expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=34560000');
});

test('a fresh session is not written to by every request', async () => {
  const { token, api: ada } = await server.register('ada');
  const before = await expiryOf(token);
  await ada.must('GET', '/api/auth/me');
  expect(await expiryOf(token)).toBe(before);
});

test('SESSION_DAYS=1: a session ends a day after its last use, over REST or on a socket, and not before', async () => {
  let passedMs = 0;
  const clock: Clock = {
    ...systemClock,
    wallNow: () => systemClock.wallNow() + passedMs,
    monotonicNow: () => systemClock.monotonicNow() + passedMs,
  };
  await using shortLived = await startServer({ SESSION_DAYS: '1' }, { clock });
  const { token } = await shortLived.register('ada');
  const { token: unused } = await shortLived.register('bob');
  const status = async (of: string) => (await api(shortLived.url, of).call('GET', '/api/auth/me')).status;
  for (let day = 0; day < 3; day += 1) {
    passedMs += 20 * hourMs;
    expect([day, await status(token)]).toEqual([day, 200]);
  }
  expect(await status(unused)).toBe(401);
  passedMs += 23 * hourMs;
  expect((await refusal(`${shortLived.url}/api/ws`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
    101,
  );
  passedMs += 23 * hourMs;
  expect(await status(token)).toBe(200);
  passedMs += 25 * hourMs;
  expect(await status(token)).toBe(401);
});

test('what has expired is deleted in bites, by several nodes at once, and nothing that lives', async () => {
  const { db } = server.parts.storage;
  const { user, token } = await server.register('ada');
  const dates = (expiresAt: Date) => ({ expires_at: expiresAt, created_at: expiresAt, updated_at: expiresAt });
  const [old, justNow, soon] = [Date.now() - 2 * dayMs, Date.now() - hourMs, Date.now() + 60_000];
  const row = (id: string, expiresAt: Date) => ({ id, token: id, user_id: user.id, ...dates(expiresAt) });
  const many = Array.from({ length: 1_100 }, (_, at) => row(`old-${at}`, new Date(old)));
  for (let at = 0; at < many.length; at += 100)
    await db
      .insertInto('sessions')
      .values(many.slice(at, at + 100))
      .execute();
  await db
    .insertInto('sessions')
    .values(row('just-now', new Date(justNow)))
    .execute();
  const verification = (id: string, expiresAt: number) => ({
    id,
    identifier: id,
    value: id,
    ...dates(new Date(expiresAt)),
  });
  await db
    .insertInto('verifications')
    .values([verification('old', old), verification('soon', soon)])
    .execute();
  const key = { public_key: '{}', private_key: '""', alg: 'EdDSA', crv: 'Ed25519', created_at: new Date(old) };
  await db
    .insertInto('jwks')
    .values([
      { id: 'old', ...key, expires_at: new Date(Date.now() - 50 * dayMs) },
      { id: 'still-checked', ...key, expires_at: new Date(old) },
    ])
    .execute();
  const ticket = (hash: string, expiresAt: number) => ({
    ticket_hash: hash,
    session_id: 'just-now',
    expires_at: expiresAt,
  });
  await db
    .insertInto('ws_tickets')
    .values([ticket('old', old), ticket('soon', soon)])
    .execute();

  const runs = await Promise.all([1, 2, 3].map(() => purgeExpired({ db, wallNow: Date.now })));
  const sum = (table: 'sessions' | 'verifications' | 'ws_tickets' | 'jwks') =>
    runs.reduce((total, counts) => total + counts[table], 0);
  expect([sum('sessions'), sum('verifications'), sum('ws_tickets'), sum('jwks')]).toEqual([1_100, 1, 1, 1]);
  expect(await purgeExpired({ db, wallNow: Date.now })).toEqual({
    sessions: 0,
    verifications: 0,
    ws_tickets: 0,
    jwks: 0,
  });
  expect(await db.selectFrom('sessions').select('id').where('id', '=', 'just-now').execute()).toHaveLength(1);
  expect(
    await db.selectFrom('ws_tickets').select('ticket_hash').where('ticket_hash', '=', 'soon').execute(),
  ).toHaveLength(1);
  expect((await api(server.url, token).call('GET', '/api/auth/me')).status).toBe(200);
  await db.deleteFrom('jwks').where('id', '=', 'still-checked').execute();
});
