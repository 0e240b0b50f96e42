import { createClient, createRestClient } from '@confab/client';
import { createPushActions } from '@confab/client/push';
import type { Problem, PushSubscription, PushTest } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { openVapidKeys, rotateVapidKeys } from '../../src/push/vapid-keys.ts';
import { api, passwordOf, type Person, registerAll } from '../api.ts';
import { startPushPlace } from '../push-place.ts';

const place = await startPushPlace();
afterAll(() => place[Symbol.asyncDispose]());
const { server, service } = place;

const own = '/api/me/push-subscription';
const all = '/api/me/push-subscriptions';
const listed = async ({ api: mine }: Person): Promise<PushSubscription[]> =>
  (await mine.must<{ subscriptions: PushSubscription[] }>('GET', all)).subscriptions;

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body.code];
}

/** The same person, logged in once more. */
async function logInAgain({ user }: Person): Promise<Person> {
  const body = { username: user.username, password: passwordOf(user.displayName) };
  const { token } = await api(server.url).must<{ token: string }>('POST', '/api/auth/login', body);
  return { user, token, api: api(server.url, token) };
}

const tested = ({ api: mine }: Person, { id }: PushSubscription): Promise<PushTest> =>
  mine.must<PushTest>('POST', `${all}/${id}/test`, { testId: 'one' });

describe('who may', () => {
  test('[D50] whoever is not logged in learns and changes nothing', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const browser = await place.subscribe(ada);
    const id = (await listed(ada))[0]?.id ?? '';
    const attempts = [
      ['GET', '/api/push'],
      ['GET', all],
      ['PUT', own, browser.body],
      ['PATCH', `${all}/${id}`, { name: 'mine' }],
      ['DELETE', `${all}/${id}`],
      ['POST', `${all}/${id}/test`, { testId: 'one' }],
    ] as const;
    for (const [method, path, body] of attempts) {
      expect([method, path, (await api(server.url).call(method, path, body)).status]).toEqual([method, path, 401]);
    }
  });

  test('[D50] nobody sees, names, removes or tests a device of somebody else', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    await place.subscribe(ada);
    const [device] = await listed(ada);
    const path = `${all}/${device?.id ?? ''}`;
    expect(await listed(bob)).toEqual([]);
    expect(await refusalOf(bob, 'PATCH', path, { name: 'mine' })).toEqual([404, 'not-found']);
    expect(await refusalOf(bob, 'DELETE', path)).toEqual([404, 'not-found']);
    expect(await refusalOf(bob, 'POST', `${path}/test`, { testId: 'one' })).toEqual([404, 'not-found']);
    expect(await listed(ada)).toEqual([device]);
  });
});

describe('devices', () => {
  test('[D50] one for each session: kept, named and removed, and its address told to nobody', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const phone = await logInAgain(ada);
    const laptopBrowser = await place.subscribe(ada);
    await place.subscribe(phone);
    await place.subscribe(phone);
    const [newest, oldest] = await listed(ada);
    expect(await listed(ada)).toHaveLength(2);
    expect(newest).toMatchObject({ name: null, current: false, lastSentAt: null, problem: null });
    expect(oldest).toMatchObject({ current: true, service: new URL(service.url).host });
    expect(JSON.stringify(await listed(ada))).not.toContain(laptopBrowser.id);
    const named = await ada.api.must<PushSubscription>('PATCH', `${all}/${newest?.id ?? ''}`, { name: 'Phone' });
    expect(named).toMatchObject({ id: newest?.id, name: 'Phone' });
    // Another address of the same device: what it is called stays.
    await place.subscribe(phone);
    expect((await listed(ada)).map(({ name }) => name)).toContain('Phone');
    await ada.api.must('DELETE', `${all}/${newest?.id ?? ''}`);
    expect(await listed(ada)).toEqual([oldest]);
  });

  test('[D50] the same again changes nothing; of all places there is one key', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(ada);
    const before = await listed(ada);
    await ada.api.must('PUT', own, { ...browser.body, expirationTime: null });
    expect(await listed(ada)).toEqual(before);
    const keys = await Promise.all(
      [ada, bob].map(({ api: mine }) => mine.must<{ publicKey: string }>('GET', '/api/push')),
    );
    expect(keys[0]).toEqual(keys[1]);
    expect(Buffer.from(keys[0]?.publicKey ?? '', 'base64url')).toHaveLength(65);
  });

  test('[D50] a person has twenty', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    for (let n = 0; n < 20; n += 1) await place.subscribe(await logInAgain(ada));
    expect(await refusalOf(ada, 'PUT', own, service.subscribe().body)).toEqual([409, 'too-many-subscriptions']);
    const again = await logInAgain(ada);
    expect(await refusalOf(again, 'PUT', own, service.subscribe().body)).toEqual([409, 'too-many-subscriptions']);
  });

  test('[D50] what can’t be sent to is refused, and says what is wrong with it', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const { endpoint, keys } = service.subscribe().body;
    const attempts = [
      ['endpoint', { endpoint: 'ftp://push.example/', keys }],
      ['endpoint', { endpoint: 'no address', keys }],
      ['endpoint', { endpoint: `https://push.example/${'x'.repeat(1_100)}`, keys }],
      ['keys.p256dh', { endpoint, keys: { ...keys, p256dh: Buffer.alloc(65, 4).toString('base64url') } }],
      ['keys.auth', { endpoint, keys: { ...keys, auth: 'c2hvcnQ' } }],
    ] as const;
    for (const [path, body] of attempts) {
      const { status, body: problem } = await ada.api.call<Problem>('PUT', own, body);
      expect([status, problem.errors?.map((error) => error.path)]).toEqual([400, [path]]);
    }
  });

  test('[D50] a browser that somebody else uses now is theirs alone; its address by itself takes it from nobody', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const browser = await place.subscribe(ada);
    const keys = service.subscribe().body.keys;
    await eve.api.must('PUT', own, { endpoint: browser.body.endpoint, keys });
    expect(await listed(ada)).toHaveLength(1);
    await bob.api.must('PUT', own, browser.body);
    expect(await listed(ada)).toEqual([]);
    expect(await listed(bob)).toHaveLength(1);
  });
});

describe('a device ends with its session', () => {
  const ends: [how: string, end: (ada: Person, phone: Person) => Promise<unknown>][] = [
    ['logging out', (_, phone) => phone.api.must('POST', '/api/auth/logout')],
    [
      'ending it from another device',
      async (ada) => {
        const { sessions } = await ada.api.must<{ sessions: { id: string; current: boolean }[] }>(
          'GET',
          '/api/auth/sessions',
        );
        const other = sessions.find(({ current }) => !current);
        await ada.api.must('DELETE', `/api/auth/sessions/${other?.id ?? ''}`);
      },
    ],
    [
      'changing the password',
      ({ api: mine, user }) =>
        mine.must('POST', '/api/auth/password', {
          currentPassword: passwordOf(user.displayName),
          newPassword: 'another horse altogether',
        }),
    ],
  ];
  test.each(ends)('[D50] %s', async (_, end) => {
    const { ada } = await registerAll(server.url, 'ada');
    const phone = await logInAgain(ada);
    await place.subscribe(phone);
    expect(await listed(ada)).toHaveLength(1);
    await end(ada, phone);
    expect(await listed(ada)).toEqual([]);
  });
});

describe('a test', () => {
  test('[D50] arrives at once, and says so; one that does not says how far it got', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const browser = await place.subscribe(ada);
    const [device] = await listed(ada);
    if (!device) throw new Error('no device');
    expect(await tested(ada, device)).toMatchObject({ delivered: true, fault: null, status: 201 });
    const [received] = await browser.until(1);
    expect(received?.payload).toEqual({ v: 1, type: 'test', userId: ada.user.id, badge: 0, testId: 'one' });
    expect((await listed(ada))[0]?.lastSentAt).not.toBeNull();

    service.fail({ status: 503, retryAfter: '30' }, browser);
    const failed = { delivered: false, fault: 'service', status: 503, retryAfterSeconds: 30 };
    expect(await tested(ada, device)).toMatchObject(failed);
    expect((await listed(ada))[0]?.problem).toMatchObject({ fault: 'service' });
    service.fail({ status: 403 }, browser);
    expect(await tested(ada, device)).toMatchObject({ delivered: false, fault: 'keys', status: 403 });
    service.fail(null, browser);
    expect(await tested(ada, device)).toMatchObject({ delivered: true });
    expect((await listed(ada))[0]?.problem).toBeNull();

    service.fail({ status: 410 }, browser);
    expect(await tested(ada, device)).toMatchObject({ delivered: false, fault: 'gone', status: 410 });
    expect(await listed(ada)).toEqual([]);
    expect(service.complaints).toEqual([]);
  });

  test('[D50] [D25] over the SDK, where the server says that it pushes', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    await using client = createClient({ baseUrl: server.url, token: ada.token });
    client.connect();
    const { features } = await client.until(({ connection }) => connection.status === 'live');
    expect(features).toContain('push');
    const push = createPushActions(createRestClient({ baseUrl: server.url, token: ada.token }));
    const browser = service.subscribe();
    const device = await push.subscribe({ ...browser.body, name: 'Laptop' });
    expect(await push.devices()).toEqual([device]);
    expect((await push.nameDevice(device.id, 'Old laptop')).name).toBe('Old laptop');
    expect(await push.test(device.id, 'two')).toMatchObject({ delivered: true });
    await push.removeDevice(device.id);
    expect(await push.devices()).toEqual([]);
    expect(await push.publicKey()).toHaveLength(87);
  });
});

test('[D50] with new keys everybody subscribes anew', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  await place.subscribe(ada);
  const { storage } = server.parts;
  const before = await openVapidKeys(storage, Date.now());
  await rotateVapidKeys(storage, Date.now());
  expect(await listed(ada)).toEqual([]);
  const after = await openVapidKeys(storage, Date.now());
  expect(after.publicKey).not.toBe(before.publicKey);
  expect(await openVapidKeys(storage, Date.now())).toEqual(after);
});
