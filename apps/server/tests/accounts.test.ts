import type { OwnUser, Problem, Session, SignedIn, UserList } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, type Person } from './api.ts';
import { decodePart } from './jwt-parts.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const password = 'correct horse battery';
type Jwt = { token: string; expiresAt: string };

function registerWith(body: Record<string, unknown>) {
  return server.fetch<SignedIn & Problem>('POST', '/api/auth/register', { password, ...body });
}

/** Registers by exactly this name. */
async function join(username: string): Promise<Person> {
  const { body } = await registerWith({ username, password: `correct horse ${username}` });
  return { ...body, api: api(server.url, body.token) };
}

function logIn(username: string, withPassword = password) {
  return server.fetch<SignedIn & Problem>('POST', '/api/auth/login', { username, password: withPassword });
}

describe('registering', () => {
  test('answers 201 with the user, a token that works, and no e-mail address where none was given', async () => {
    const { status, body } = await registerWith({ username: 'Ada.Lovelace', displayName: ' Ada ' });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ username: 'Ada.Lovelace', displayName: 'Ada', avatarUrl: null, email: null });
    expect(body.user.id).toMatch(/^[A-Za-z0-9_-]{16,24}$/);
    const me = await api(server.url, body.token).call<{ user: OwnUser }>('GET', '/api/auth/me');
    expect(me.body.user).toEqual(body.user);
  });

  test('a username is taken without regard to case, an address as well', async () => {
    await registerWith({ username: 'grace', email: 'Grace@Example.org' });
    const name = await registerWith({ username: 'GRACE' });
    expect([name.status, name.body.code]).toEqual([409, 'username-taken']);
    const address = await registerWith({ username: 'hopper', email: 'grace@example.ORG' });
    expect([address.status, address.body.code]).toEqual([409, 'email-taken']);
  });

  test('of twenty that want one name at once, one gets it', async () => {
    const tries = Array.from({ length: 20 }, (_, at) => registerWith({ username: at % 2 ? 'Racer' : 'racer' }));
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'username-taken')).toHaveLength(19);
  });

  test.each([
    [{ username: 'ab' }, 'username'],
    [{ username: 'a'.repeat(33) }, 'username'],
    [{ username: 'white space' }, 'username'],
    [{ username: 'ünïcode' }, 'username'],
    [{ username: null }, 'username'],
    [{ username: ['grace'] }, 'username'],
    [{ username: 'fine', password: 'short' }, 'password'],
    [{ username: 'fine', password: 'x'.repeat(129) }, 'password'],
    [{ username: 'fine', password: 'password123' }, 'password'],
    [{ username: 'fine-name', password: 'Fine-Name' }, 'password'],
    [{ username: 'fine', email: 'nowhere' }, 'email'],
    [{ username: 'fine', email: 'a@users.invalid' }, 'email'],
    [{ username: 'fine', displayName: '   ' }, 'displayName'],
    [{ username: 'fine', displayName: 'x\u202Ey' }, 'displayName'],
    [{ username: 'fine', displayName: 'x\u2028y' }, 'displayName'],
    [{ username: 'fine', displayName: '\u200B \u200D' }, 'displayName'],
    [{ username: 'fine', displayName: '\u3164' }, 'displayName'],
    [{ username: 'fine', displayName: 'x'.repeat(65) }, 'displayName'],
  ])('%j is refused at its field', async (body, path) => {
    const answer = await registerWith(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path]);
  });

  test('[A12] what the server owns is refused, not ignored', async () => {
    for (const field of [
      'id',
      'createdAt',
      'role',
      'emailVerified',
      'email_verified',
      'avatarUrl',
      'online',
      'banned',
    ]) {
      const answer = await registerWith({ username: 'mallory', [field]: true });
      expect(answer.body.errors).toEqual([{ path: field, message: 'unknown field' }]);
    }
  });

  test('closed registration says so', async () => {
    await using closed = await startServer({ REGISTRATION: 'closed' });
    const answer = await closed.fetch<Problem>('POST', '/api/auth/register', { username: 'late', password });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });
});

describe('logging in', () => {
  test('works by username in any case and by address, each time with a session of its own', async () => {
    await registerWith({ username: 'Linus', email: 'linus@example.org' });
    const byName = await logIn('LINUS');
    const byAddress = await logIn('Linus@Example.org');
    expect([byName.status, byAddress.status]).toEqual([200, 200]);
    expect(byName.body.user.email).toBe('linus@example.org');
    expect(byName.body.token).not.toBe(byAddress.body.token);
  });

  test('logging out ends this session and no other', async () => {
    await registerWith({ username: 'logout' });
    const [one, other] = [(await logIn('logout')).body.token, (await logIn('logout')).body.token];
    expect((await api(server.url, one).call('POST', '/api/auth/logout')).status).toBe(204);
    expect((await api(server.url, one).call('GET', '/api/auth/me')).status).toBe(401);
    expect((await api(server.url, other).call('GET', '/api/auth/me')).status).toBe(200);
  });
});

describe('sessions', () => {
  test('are listed newest first, the asking one marked, and ended one by one', async () => {
    const first = await join('devices');
    const second = await logIn('devices', 'correct horse devices');
    const list = await first.api.call<{ sessions: Session[] }>('GET', '/api/auth/sessions');
    expect(list.body.sessions.filter(({ current }) => current)).toHaveLength(1);
    const other = list.body.sessions.find(({ current }) => !current);
    expect((await first.api.call('DELETE', `/api/auth/sessions/${other?.id}`)).status).toBe(204);
    expect((await api(server.url, second.body.token).call('GET', '/api/auth/me')).status).toBe(401);
    expect((await first.api.call('DELETE', `/api/auth/sessions/${other?.id}`)).status).toBe(404);
  });

  test('of somebody else look as if they never were', async () => {
    const [victim, mallory] = [await join('victim'), await join('mallory2')];
    const list = await victim.api.call<{ sessions: Session[] }>('GET', '/api/auth/sessions');
    const attempt = await mallory.api.call<Problem>('DELETE', `/api/auth/sessions/${list.body.sessions[0]?.id}`);
    const never = await mallory.api.call<Problem>('DELETE', '/api/auth/sessions/never-was');
    expect(attempt.body).toEqual(never.body);
    expect((await victim.api.call('GET', '/api/auth/me')).status).toBe(200);
  });

  test('[A4] a changed password ends all others, and the old password with them', async () => {
    const me = await join('changer');
    const other = await logIn('changer', 'correct horse changer');
    const change = { currentPassword: 'correct horse changer', newPassword: 'staple battery horse' };
    expect((await me.api.call('POST', '/api/auth/password', change)).status).toBe(204);
    expect((await me.api.call('GET', '/api/auth/me')).status).toBe(200);
    expect((await api(server.url, other.body.token).call('GET', '/api/auth/me')).status).toBe(401);
    expect((await logIn('changer', 'correct horse changer')).status).toBe(401);
    expect((await logIn('changer', 'staple battery horse')).status).toBe(200);
  });

  test('a wrong current password and a common new one are refused at their field', async () => {
    const me = await join('careless');
    const wrong = { currentPassword: 'not it at all', newPassword: 'staple battery horse' };
    const common = { currentPassword: 'correct horse careless', newPassword: 'qwertyuiop' };
    for (const [body, path] of [
      [wrong, 'currentPassword'],
      [common, 'newPassword'],
    ] as const) {
      const answer = await me.api.call<Problem>('POST', '/api/auth/password', body);
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
    }
    expect((await logIn('careless', 'correct horse careless')).status).toBe(200);
  });
});

describe('JWTs', () => {
  test('are taken wherever a session token is, and die with their session', async () => {
    const me = await join('jwt-user');
    const body = await me.api.must<Jwt>('POST', '/api/auth/token');
    const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
    const byJwt = api(server.url, body.token);
    expect((await byJwt.call<{ user: OwnUser }>('GET', '/api/auth/me')).body.user.id).toBe(me.user.id);
    await me.api.must('POST', '/api/auth/logout');
    expect((await byJwt.call('GET', '/api/auth/me')).status).toBe(401);
  });

  test('of twenty asked for at once on a new server are all signed with its one key', async () => {
    await using fresh = await startServer();
    const eve = await fresh.register('eve');
    const calls = Array.from({ length: 20 }, () => eve.api.must<{ token: string }>('POST', '/api/auth/token'));
    await Promise.all(calls);
    const { keys } = await eve.api.must<{ keys: object[] }>('GET', '/api/auth/jwks');
    expect(keys).toHaveLength(1);
  });

  test('name user and session, and are signed with a published EdDSA key', async () => {
    const me = await join('jwt-claims');
    const body = await me.api.must<Jwt>('POST', '/api/auth/token');
    const [header = {}, payload = {}] = body.token.split('.', 2).map(decodePart);
    const { body: jwks } = await server.fetch<{ keys: Record<string, string>[] }>('GET', '/api/auth/jwks');
    expect(header['alg']).toBe('EdDSA');
    expect(jwks.keys.map(({ kid }) => kid)).toContain(header['kid']);
    expect(jwks.keys.flatMap((key) => Object.keys(key))).not.toContain('d');
    expect(payload).toMatchObject({ sub: me.user.id, aud: 'urn:confab', iss: 'urn:confab' });
    expect(payload['sid']).toEqual(expect.any(String));
    expect(Number(payload['exp']) - Number(payload['iat'])).toBe(900);
  });
});

describe('people', () => {
  test('are listed by display name and username in pages, without e-mail addresses', async () => {
    await using fresh = await startServer();
    const names = ['zoe', 'Äda', 'bob', 'Bob', 'ada', 'Émile', 'čeda'];
    for (const [at, displayName] of names.entries()) {
      const body = { username: `person${at}`, password, displayName, email: `p${at}@example.org` };
      await fresh.fetch('POST', '/api/auth/register', body);
    }
    const me = await fresh.register('reader');
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const { body }: { body: UserList } = await me.api.call<UserList>('GET', `/api/auth/users?limit=3${cursor}`);
      expect(JSON.stringify(body)).not.toContain('@');
      seen.push(...body.users.map(({ displayName }) => displayName));
      next = body.nextCursor;
    }
    expect(seen).toEqual(['ada', 'bob', 'Bob', 'reader', 'zoe', 'Äda', 'Émile', 'čeda']);
  });

  test('[A29] are found by a part of either name, in every script, and wildcards stand for themselves', async () => {
    const me = await join('searcher');
    await registerWith({ username: 'percent', displayName: '100% \\ real_ ' });
    await registerWith({ username: 'cyrillic', displayName: 'Юлия ПЕТРОВА' });
    const find = async (query: string) => {
      const body = await me.api.must<UserList>('GET', `/api/auth/users?query=${encodeURIComponent(query)}`);
      return body.users.map(({ username }) => username);
    };
    expect(await find('петр')).toEqual(['cyrillic']);
    expect(await find('0%')).toEqual(['percent']);
    expect(await find('\\')).toEqual(['percent']);
    expect(await find('l_')).toEqual(['percent']);
    expect(await find('SEARCH')).toEqual(['searcher']);
    expect(await find("' or 1=1 --")).toEqual([]);
  });

  test('are fetched by id, those that exist', async () => {
    const [one, other] = [await join('by-id-1'), await join('by-id-2')];
    const path = `/api/auth/users?ids=${other.user.id},nobody,${one.user.id}`;
    const body = await one.api.must<UserList>('GET', path);
    expect(body.users.map(({ id }) => id)).toEqual([other.user.id, one.user.id]);
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=garbage', 'sort=id', 'ids=', `ids=${'x,'.repeat(201)}`])(
    '?%s is refused',
    async (query) => {
      const me = api(server.url, (await logIn('searcher', 'correct horse searcher')).body.token);
      expect((await me.call('GET', `/api/auth/users?${query}`)).status).toBe(400);
    },
  );

  test('change their display name, and everybody sees it at once', async () => {
    const [me, other] = [await join('renamer'), await join('watcher')];
    await other.api.must('GET', `/api/auth/users?ids=${me.user.id}`);
    const changed = await me.api.call<{ user: OwnUser }>('PATCH', '/api/auth/me', { displayName: 'New Me' });
    expect(changed.body.user.displayName).toBe('New Me');
    const body = await other.api.must<UserList>('GET', `/api/auth/users?ids=${me.user.id}`);
    expect(body.users[0]?.displayName).toBe('New Me');
    expect((await other.api.call<UserList>('GET', '/api/auth/users?query=new%20me')).body.users).toHaveLength(1);
  });
});

test('[A1] an account without a password is opened by none, also not by that which stands in for unknown ones', async () => {
  const { user } = await join('by-another-way');
  const { db } = server.parts.storage;
  await db.updateTable('accounts').set({ password: null }).where('user_id', '=', user.id).execute();
  for (const guess of ['nobody has this password', 'null', ' ']) {
    const { status, body } = await logIn(user.username, guess);
    expect([status, body.code]).toEqual([401, 'invalid-credentials']);
  }
});
