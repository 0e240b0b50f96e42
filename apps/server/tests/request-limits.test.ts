import type { Problem } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { passwordOf } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

const tenRefused: number[] = Array.from({ length: 10 }, () => 401);

async function logIn(server: TestServer, username: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username, password: 'a wrong guess' }),
  });
}

async function statuses(count: number, attempt: (at: number) => Promise<Response>): Promise<number[]> {
  const answers: number[] = [];
  for (let at = 0; at < count; at += 1) answers.push((await attempt(at)).status);
  return answers;
}

describe('[A6] guessing passwords', () => {
  test('is stopped by account, by whatever name it goes, even with the right password then', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on' });
    const body = { username: 'target', email: 'target@example.org', password: passwordOf('target') };
    await server.fetch('POST', '/api/auth/register', body);
    const names = ['target', 'TARGET', 'target@example.org', ' Target '];
    const answers = await statuses(12, (at) => logIn(server, names[at % names.length] ?? ''));
    expect(answers).toEqual([...tenRefused, 429, 429]);
    const right = await server.fetch<Problem>('POST', '/api/auth/login', {
      username: 'target',
      password: body.password,
    });
    expect([right.status, right.body.code]).toEqual([429, 'rate-limited']);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await logIn(server, 'somebody-else');
    expect(other.status).toBe(401);
  });

  test('[A5] a name that is nobody’s is limited just the same', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on' });
    expect(await statuses(11, () => logIn(server, 'nobody'))).toEqual([...tenRefused, 429]);
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

describe('everything else', () => {
  test('is limited by account where there is one, by address where there is none', async () => {
    await using server = await startServer({ RATE_LIMITS: 'on' });
    const [ada, bob] = [await server.register('ada'), await server.register('bob')];
    const ask = (token?: string) =>
      fetch(`${server.url}/api/auth/me`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    const many = await statuses(700, () => ask());
    expect(many[500]).toBe(401);
    expect(many[699]).toBe(429);
    // People behind the same address go on.
    expect((await ask(ada.token)).status).toBe(200);
    const adas = await statuses(1_250, () => ask(ada.token));
    expect(adas[1_000]).toBe(200);
    expect(adas.at(-1)).toBe(429);
    expect((await ask(bob.token)).status).toBe(200);
  });
});
