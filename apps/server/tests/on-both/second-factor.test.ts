import {
  type LogInStep,
  type MySecondFactor,
  type PasskeyCreation,
  type PasskeyRequest,
  type PlaceRole,
  type Problem,
  type Session,
  type SignedIn,
  usualSettings,
} from '@confab/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pushTables } from '../../src/push/push-tables.ts';
import { findDevices } from '../../src/push/subscriptions.ts';
import { systemClock } from '../../src/realtime/clock.ts';
import { type Answer, api, passwordOf, type Person } from '../api.ts';
import { createApp } from '../authenticator-app.ts';
import { giveRole } from '../give-role.ts';
import { lend } from '../lend.ts';
import { createPasskeyDevice, type PasskeyDevice } from '../passkey-device.ts';
import { connect, refusal } from '../sockets.ts';
import { startServer, type TestServer } from '../start-server.ts';

const origin = 'https://chat.example.org';
let skewMs = 0;
let server: TestServer;
beforeAll(async () => {
  const clock = { ...systemClock, wallNow: () => Date.now() + skewMs };
  server = await startServer({ PUBLIC_URL: origin }, { clock });
  // The first account owns the place.
  await server.register('owner');
});
// Each code works once: every test has those of a time of its own.
beforeEach(() => {
  skewMs += 120_000;
});
afterAll(() => server.close());

type Any = Answer<SignedIn & Problem>;

async function logIn(person: Person, password = passwordOf(person.user.displayName)): Promise<Any> {
  return await server.fetch('POST', '/api/auth/login', { username: person.user.username, password });
}

async function begin(person: Person): Promise<LogInStep> {
  const { body } = await logIn(person);
  if (!body.secondFactor) throw new Error(`No second step: ${JSON.stringify(body)}`);
  return body.secondFactor;
}

async function finish(challenge: string, shown: object): Promise<Any> {
  return await server.fetch('POST', '/api/auth/login/second-factor', { challenge, ...shown });
}

interface App {
  code(): string;
  recoveryCodes: string[];
}

/** Sessions are as old as the clock here was turned: that one has just logged in does not show. */
function proofOf({ user }: Person): { currentPassword: string } {
  return { currentPassword: passwordOf(user.displayName) };
}

async function setUpApp(person: Person): Promise<App> {
  const { uri } = await person.api.must<{ uri: string }>('POST', '/api/me/second-factor/totp', proofOf(person));
  const code = createApp(uri, () => Date.now() + skewMs);
  const confirmed = await person.api.must<{ recoveryCodes: string[] }>(
    'POST',
    '/api/me/second-factor/totp/confirmation',
    { code: code() },
  );
  skewMs += 60_000;
  return { code, recoveryCodes: confirmed.recoveryCodes };
}

async function setUpPasskey(
  person: Person,
  device: PasskeyDevice,
  bent = {},
): Promise<Answer<{ recoveryCodes: string[] }>> {
  const creation = await person.api.must<PasskeyCreation>('POST', '/api/me/passkeys/creation', proofOf(person));
  return await person.api.call('POST', '/api/me/passkeys', {
    name: 'Laptop',
    credential: device.attest(creation, bent),
  });
}

async function requestPasskey(): Promise<PasskeyRequest> {
  return (await server.fetch<PasskeyRequest>('POST', '/api/auth/passkey/request')).body;
}

async function factorsOf(person: Person): Promise<MySecondFactor> {
  return await person.api.must('GET', '/api/me/second-factor');
}

describe('[A2] codes of an app', () => {
  test('are asked for after the password, and each works once', async () => {
    const ada = await server.register('ada');
    const other = (await logIn(ada)).body;
    const app = await setUpApp(ada);
    expect(app.recoveryCodes).toHaveLength(10);
    // 120 bits, in letters that can be read out.
    for (const made of app.recoveryCodes) expect(made).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
    // The first second factor ends what did not show one.
    expect((await api(server.url, other.token).call('GET', '/api/auth/me')).status).toBe(401);
    expect((await ada.api.call('GET', '/api/auth/me')).status).toBe(200);
    const asked = await logIn(ada);
    expect([asked.status, asked.body.code, asked.body.token]).toEqual([401, 'second-factor-pending', undefined]);
    expect(asked.body.secondFactor?.methods).toEqual(['totp', 'recovery-code']);
    expect(asked.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual(['__Host-confab-log-in']);
    const code = app.code();
    const done = await finish((await begin(ada)).challenge, { code });
    expect(done.status).toBe(200);
    expect((await api(server.url, done.body.token).call('GET', '/api/chats')).status).toBe(200);
    const again = await finish((await begin(ada)).challenge, { code });
    expect([again.status, again.body.code]).toEqual([401, 'wrong-code']);
  });

  test('a challenge is no session, is for five tries, one log-in and ten minutes', async () => {
    const ada = await server.register('ada');
    const app = await setUpApp(ada);
    const { challenge } = await begin(ada);
    for (const path of ['/api/auth/me', '/api/chats']) {
      expect((await api(server.url, challenge).call('GET', path)).status).toBe(401);
    }
    const wrong = app.code() === '000000' ? '000001' : '000000';
    const tries = await Promise.all(Array.from({ length: 9 }, () => finish(challenge, { code: wrong })));
    expect(tries.filter(({ body }) => body.code === 'wrong-code')).toHaveLength(5);
    expect((await finish(challenge, { code: app.code() })).body.code).toBe('log-in-over');
    const one = await begin(ada);
    const both = await Promise.all([
      finish(one.challenge, { code: app.code() }),
      finish(one.challenge, { recoveryCode: app.recoveryCodes[0] }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = await begin(ada);
    skewMs += 10 * 60_000;
    expect((await finish(late.challenge, { code: app.code() })).body.code).toBe('log-in-over');
  });

  test('a challenge is of its person, and of the password that it began with', async () => {
    const ada = await server.register('ada');
    const mallory = await server.register('mallory');
    const [adas, mallorys] = [await setUpApp(ada), await setUpApp(mallory)];
    const begun = await begin(ada);
    expect((await finish(begun.challenge, { code: mallorys.code() })).body.code).toBe('wrong-code');
    expect((await finish(begun.challenge, { recoveryCode: mallorys.recoveryCodes[0] })).body.code).toBe('wrong-code');
    await ada.api.must('POST', '/api/auth/password', {
      currentPassword: passwordOf('ada'),
      newPassword: 'staple battery horse',
    });
    const over = await finish(begun.challenge, { code: adas.code() });
    expect([over.status, over.body.token]).toEqual([401, undefined]);
  });

  test('a recovery code works once, however it is typed, and new ones end the old', async () => {
    const ada = await server.register('ada');
    const { recoveryCodes } = await setUpApp(ada);
    const typed = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    expect((await finish((await begin(ada)).challenge, { recoveryCode: typed })).status).toBe(200);
    expect((await finish((await begin(ada)).challenge, { recoveryCode: recoveryCodes[0] })).status).toBe(401);
    expect((await factorsOf(ada)).recoveryCodesLeft).toBe(9);
    await ada.api.must('POST', '/api/me/second-factor/recovery-codes', proofOf(ada));
    expect((await finish((await begin(ada)).challenge, { recoveryCode: recoveryCodes[1] })).status).toBe(401);
    const kept = await server.parts.storage.db.selectFrom('meta').select('key').execute();
    expect(JSON.stringify(kept)).not.toContain(recoveryCodes[1]);
  });

  test('whoever sits at a device that was left logged in changes nothing without the password', async () => {
    const ada = await server.register('ada');
    await setUpApp(ada);
    skewMs += 11 * 60_000;
    const changes = ['totp', 'totp/removal', 'recovery-codes'].map((what) => `/api/me/second-factor/${what}`);
    expect((await factorsOf(ada)).proof).toBe('password');
    for (const path of [...changes, '/api/me/passkeys/creation']) {
      for (const body of [{}, { currentPassword: 'not this one' }]) {
        const refused = await ada.api.call<Problem>('POST', path, body);
        expect([path, refused.status, refused.body.errors?.[0]?.path]).toEqual([path, 400, 'currentPassword']);
      }
    }
    expect((await ada.api.call('POST', '/api/me/second-factor/totp/removal', proofOf(ada))).status).toBe(204);
    expect((await logIn(ada)).status).toBe(200);
  });

  test('[A5] whether there is one is told by nothing before the password is right', async () => {
    const ada = await server.register('ada');
    const bob = await server.register('bob');
    await setUpApp(ada);
    const [one, other] = [await logIn(ada, 'wrong wrong'), await logIn(bob, 'wrong wrong')];
    expect(one.body).toEqual(other.body);
    expect([...one.headers.keys()]).toEqual([...other.headers.keys()]);
  });
});

describe('passkeys', () => {
  test('log in alone, as two factors, and are asked for after the password', async () => {
    const ada = await server.register('ada');
    const device = createPasskeyDevice(origin);
    const added = await setUpPasskey(ada, device);
    expect([added.status, added.body.recoveryCodes.length]).toEqual([201, 10]);
    const request = await requestPasskey();
    expect(request).toMatchObject({ rpId: 'chat.example.org', allowCredentials: [], userVerification: 'required' });
    const shown = device.assert(request);
    const alone = await server.fetch<SignedIn>('POST', '/api/auth/passkey', shown);
    expect([alone.status, alone.body.user.id]).toEqual([200, ada.user.id]);
    // The same again, and the same challenge again.
    for (const again of [shown, device.assert(request)]) {
      expect((await server.fetch('POST', '/api/auth/passkey', again)).status).toBe(401);
    }
    const step = await begin(ada);
    expect(step.methods).toEqual(['passkey', 'recovery-code']);
    if (!step.passkey) throw new Error('no passkey is asked for');
    const other = await begin(ada);
    const ofOther = { passkey: device.assert(step.passkey) };
    expect((await finish(other.challenge, ofOther)).body.code).toBe('passkey-refused');
    // As the second of two it need not ask who uses it.
    const second = await finish(step.challenge, { passkey: device.assert(step.passkey, { verified: false }) });
    expect(second.status).toBe(200);
    const [passkey] = (await factorsOf(ada)).passkeys;
    expect(passkey).toMatchObject({ name: 'Laptop', lastUsedAt: expect.any(String) });
    expect((await setUpPasskey(ada, device)).status).toBe(409);
    const mallory = await server.register('mallory');
    expect((await mallory.api.call('POST', `/api/me/passkeys/${passkey?.id}/removal`, proofOf(mallory))).status).toBe(
      404,
    );
    expect((await mallory.api.call('PATCH', `/api/me/passkeys/${passkey?.id}`, { name: 'mine' })).status).toBe(404);
    await ada.api.must('PATCH', `/api/me/passkeys/${passkey?.id}`, { name: 'Desk' });
    await ada.api.must('POST', `/api/me/passkeys/${passkey?.id}/removal`, proofOf(ada));
    expect((await server.fetch('POST', '/api/auth/passkey', device.assert(await requestPasskey()))).status).toBe(401);
    expect((await logIn(ada)).status).toBe(200);
  });

  test('that were bent on the way, or are of another page, log nobody in', async () => {
    const ada = await server.register('ada');
    const [device, stranger] = [createPasskeyDevice(origin), createPasskeyDevice(origin)];
    for (const bent of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { type: 'webauthn.get' }]) {
      expect((await setUpPasskey(ada, device, bent)).status).toBe(401);
    }
    await setUpPasskey(ada, device);
    const request = await requestPasskey();
    const id = device.assert(request).id;
    const bad = [
      device.assert(request, { origin: 'https://evil.example' }),
      device.assert(request, { origin: 'https://sub.chat.example.org' }),
      device.assert(request, { rpId: 'evil.example' }),
      device.assert(request, { challenge: 'AAAA' }),
      device.assert(request, { type: 'webauthn.create' }),
      // Who holds the device did not show who they are: it is one factor.
      device.assert(request, { verified: false }),
      stranger.assert(request),
      stranger.assert(request, { id }),
    ];
    for (const [index, shown] of bad.entries()) {
      const refused = await server.fetch<Problem>('POST', '/api/auth/passkey', shown);
      expect([index, refused.status, refused.body.code]).toEqual([index, 401, 'passkey-refused']);
    }
    const good = await server.fetch('POST', '/api/auth/passkey', device.assert(request, { counter: 40 }));
    expect(good.status).toBe(200);
    // A copy of it counts from where it was copied.
    const copy = device.assert(await requestPasskey(), { counter: 39 });
    expect((await server.fetch('POST', '/api/auth/passkey', copy)).status).toBe(401);
  });
});

describe('[A2] a role that needs a second factor', () => {
  const setRequired = async (roles: PlaceRole[]): Promise<void> => {
    await owner.api.must('PATCH', '/api/place', { requireSecondFactor: roles });
  };
  let owner: Person;
  beforeAll(async () => {
    owner = await server.register('chief');
    await giveRole(server, owner, 'owner');
  });
  afterAll(() => setRequired([]));

  test('nothing gets round it', async () => {
    await setRequired([]);
    const [ada, raised] = [await server.register('ada'), await server.register('raised')];
    await giveRole(server, ada, 'moderator');
    const jwt = (await ada.api.must<{ token: string }>('POST', '/api/auth/token')).token;
    const ticket = (await ada.api.must<{ ticket: string }>('POST', '/api/auth/ws-ticket')).ticket;
    await using socket = await connect(server.url, ada);
    await setRequired(['moderator']);
    // Who was connected when it was switched on is out.
    expect((await socket.closed()).code).toBe(4001);
    const byPassword = (await logIn(ada)).body.token;
    const device = createPasskeyDevice(origin);
    const cards: Record<string, string> = { session: ada.token, jwt, 'a new log-in': byPassword };
    for (const [name, token] of Object.entries(cards)) {
      const caller = api(server.url, token);
      for (const [method, path, body] of [
        ['GET', '/api/chats'],
        ['GET', '/api/auth/users'],
        ['PATCH', '/api/auth/me', { displayName: 'x' }],
        ['POST', '/api/auth/token'],
        ['POST', '/api/auth/ws-ticket'],
      ] as const) {
        const refused = await caller.call<Problem>(method, path, body);
        expect([name, path, refused.status, refused.body.code]).toEqual([name, path, 403, 'second-factor-required']);
      }
      expect((await caller.call<{ restricted: string }>('GET', '/api/auth/me')).body.restricted).toBe('second-factor');
      const headers = { authorization: `Bearer ${token}` };
      expect((await refusal(`${server.url}/api/ws`, { headers })).status).toBe(403);
    }
    expect((await refusal(`${server.url}/api/ws?ticket=${ticket}`)).status).toBe(403);
    // A role that is raised: at once, whatever session there is.
    expect((await raised.api.call('GET', '/api/chats')).status).toBe(200);
    await giveRole(server, raised, 'moderator');
    await expect.poll(async () => (await raised.api.call('GET', '/api/chats')).status).toBe(403);
    // Setting one up lifts it, in this session alone; a passkey alone does not get round what it does not show.
    await setUpPasskey(ada, device);
    expect((await ada.api.call('GET', '/api/chats')).status).toBe(200);
    expect((await api(server.url, byPassword).call('GET', '/api/auth/me')).status).toBe(401);
    const unverified = device.assert(await requestPasskey(), { verified: false });
    expect((await server.fetch('POST', '/api/auth/passkey', unverified)).status).toBe(401);
    const alone = await server.fetch<SignedIn>('POST', '/api/auth/passkey', device.assert(await requestPasskey()));
    expect((await api(server.url, alone.body.token).call('GET', '/api/chats')).status).toBe(200);
    // And it stays.
    const [passkey] = (await factorsOf(ada)).passkeys;
    const last = await ada.api.call<Problem>('POST', `/api/me/passkeys/${passkey?.id}/removal`, proofOf(ada));
    expect([last.status, last.body.code]).toEqual([409, 'last-second-factor']);
  });

  test('holds on every node, and what was used on one is used on all', async () => {
    await setRequired([]);
    const { storage, bus, sharedSets } = server.parts;
    const clock = { ...systemClock, wallNow: () => Date.now() + skewMs };
    const lent = { storage: lend(storage), bus: lend(bus), sharedSets: lend(sharedSets) };
    await using neighbour = await startServer({ PUBLIC_URL: origin }, { ...lent, clock });
    const [ada, bob] = [await server.register('ada'), await server.register('bob')];
    const app = await setUpApp(ada);
    const [{ challenge }, other] = [await begin(ada), await begin(ada)];
    const code = app.code();
    const there = await neighbour.fetch('POST', '/api/auth/login/second-factor', { challenge, code });
    expect(there.status).toBe(200);
    expect((await finish(challenge, { code })).body.code).toBe('log-in-over');
    expect((await finish(other.challenge, { code })).body.code).toBe('wrong-code');
    await using socket = await connect(neighbour.url, bob);
    await setRequired(['member']);
    expect((await socket.closed()).code).toBe(4001);
    expect((await api(neighbour.url, bob.token).call('GET', '/api/chats')).status).toBe(403);
  });

  test('what a session is not told, its device is not told by push', async () => {
    await setRequired([]);
    const ada = await server.register('ada');
    const { sessions } = await ada.api.must<{ sessions: Session[] }>('GET', '/api/auth/sessions');
    await giveRole(server, ada, 'moderator');
    const numbers = { created_at: 1, sent_at: 0, fault_at: 0, failures: 0, retry_at: 0 };
    const texts = { name: '', endpoint: `https://push.example/${ada.user.id}`, p256dh: '', auth: '', fault: '' };
    await pushTables(server.parts.storage)
      .insertInto('push_subscriptions')
      .values({ session_id: sessions[0]?.id ?? '', user_id: ada.user.id, ...numbers, ...texts })
      .execute();
    const asked = [{ userId: ada.user.id, logId: 'a log', edited: null }];
    const count = async (requireSecondFactor: PlaceRole[]): Promise<number> => {
      const now = { wallNow: Date.now() + skewMs, settings: { ...usualSettings, requireSecondFactor } };
      return (await findDevices(server.parts.storage, asked, now)).length;
    };
    expect([await count(['admin']), await count(['moderator'])]).toEqual([1, 0]);
    const { db } = server.parts.storage;
    await db.updateTable('users').set({ deactivated_at: 1 }).where('id', '=', ada.user.id).execute();
    expect(await count([])).toBe(0);
  });

  test('an admin takes a second factor away, of nobody above, and all sessions of the person end', async () => {
    await setRequired(['moderator']);
    const [admin, peer, ada, member] = [
      await server.register('admin'),
      await server.register('peer'),
      await server.register('ada'),
      await server.register('member'),
    ];
    for (const person of [admin, peer]) await giveRole(server, person, 'admin');
    await giveRole(server, ada, 'moderator');
    await setUpApp(ada);
    await setUpApp(peer);
    const take = (by: Person, of: Person) => by.api.call('POST', `/api/people/${of.user.id}/second-factor/removal`);
    expect((await take(member, ada)).status).toBe(403);
    expect((await take(admin, peer)).status).toBe(403);
    expect((await take(admin, admin)).status).toBe(403);
    expect((await take(admin, member)).status).toBe(404);
    expect((await take(admin, ada)).status).toBe(204);
    expect((await ada.api.call('GET', '/api/auth/me')).status).toBe(401);
    const { body } = await logIn(ada);
    expect((await api(server.url, body.token).call('GET', '/api/chats')).status).toBe(403);
  });
});
