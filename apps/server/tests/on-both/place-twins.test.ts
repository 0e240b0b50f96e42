import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as protocol from '@confab/protocol';
import type { Operation, PlaceFacts, PlaceSettingsAnswer, Problem, UserList } from '@confab/protocol';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/index.ts';
import { lacksPermission } from '../../src/http/permits.ts';
import { twinsOf } from '../../src/place/index.ts';
import { api, type Person, send, startGroup } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

/** Another node on the same database, which was started with that. */
function startBeside(first: TestServer, environment: Readonly<Record<string, string>>): Promise<TestServer> {
  return startServer(environment, { storage: { ...first.parts.storage, close: () => Promise.resolve() } });
}

const { changeablePermissions } = protocol;
const ownGroup = { kind: 'group', name: 'G', memberIds: [] };
const forAdmins = { PERMISSIONS: changeablePermissions.map((name) => `${name}:admin`).join(',') };
const operations = Object.entries(protocol)
  .filter(([name]) => name.endsWith('Operations'))
  .flatMap(([, group]) => Object.values(group as Record<string, Operation>));

test('[D83] every setting of the place has a variable', () => {
  const config = loadConfig({
    PLACE_NAME: 'The lab',
    REGISTRATION: 'domain',
    REGISTRATION_DOMAINS: 'example.org',
    RETENTION: 'for-good',
    AUDIT_DAYS: '30',
    CHAT_EXPORTS: 'on',
    REQUIRE_SECOND_FACTOR: 'none',
    NEW_ACCOUNTS: 'off',
    PERMISSIONS: 'default',
  });
  expect(Object.keys(twinsOf(config)).toSorted()).toEqual(protocol.placeSettingKeys.toSorted());
});

describe('[D83] [A9] who may what, as the environment says', () => {
  let first: TestServer;
  let owner: Person;
  let member: Person;
  beforeAll(async () => {
    first = await startServer();
    owner = await first.register('owner');
    member = await first.register('member');
  });
  afterAll(() => first.close());
  const use = (person: Person, token: string) => person.api.call<Problem>('POST', '/api/invitations/use', { token });

  test('holds for each permission that can be set, in rules as well and on nodes that know nothing of it, and goes with it', async () => {
    const group = await startGroup(member, [owner]);
    const { token } = await member.api.must<{ token: string }>('POST', '/api/invitations', { chatId: group.id });
    const guest = await first.register('guest');
    {
      await using second = await startBeside(first, forAdmins);
      const there = api(second.url, member.token);
      const needing = operations.filter(({ needs }) => changeablePermissions.some((name) => name === needs));
      const tried = new Set(needing.map(({ needs }) => needs));
      expect(tried).toEqual(new Set(['invite-people', 'join-public-groups', 'send-files', 'add-emoji']));
      for (const { path } of needing) {
        const address = protocol.routeOf(path).replaceAll(/:\w+/g, 'nothing');
        const { status, body } = await there.call<Problem>(protocol.methodOf(path), address);
        expect([path, status, body.detail]).toEqual([path, 403, lacksPermission]);
      }
      // What the rest is about is asked of by the body, and shows in what is found.
      const chats = [{ kind: 'direct', memberIds: [owner.user.id] }, ownGroup, { ...ownGroup, visibility: 'public' }];
      for (const chat of chats)
        expect([chat, (await there.call('POST', '/api/chats', chat)).status]).toEqual([chat, 403]);
      const found = await there.must<UserList>('GET', `/api/auth/users?ids=${guest.user.id}`);
      expect(found.users).toEqual([]);
      // In the transaction: whichever node writes.
      expect((await send(member, group.id, '@everyone')).mentions).toBeUndefined();
      expect((await send(owner, group.id, '@everyone')).mentions?.all).toBe('everyone');
      expect((await use(guest, token)).status).toBe(404);
    }
    // A start without it takes it away.
    await (await startBeside(first, {})).close();
    expect((await send(member, group.id, '@everyone')).mentions?.all).toBe('everyone');
    expect((await use(guest, token)).status).toBe(200);
  });

  test('is shown, goes before what an admin said, and is refused to be changed', async () => {
    await owner.api.must('PATCH', '/api/place', { permissions: { 'mention-all': 'moderator' } });
    await using second = await startBeside(first, { PERMISSIONS: 'default' });
    const there = api(second.url, owner.token);
    const { settings, locked } = await there.must<PlaceSettingsAnswer>('GET', '/api/place/settings');
    expect([settings.permissions, locked]).toEqual([{}, ['permissions']]);
    const changed = await there.call<Problem>('PATCH', '/api/place', { permissions: { 'mention-all': 'admin' } });
    expect([changed.status, changed.body.code]).toEqual([409, 'setting-locked']);
    const group = await startGroup(member, [owner]);
    expect((await send(member, group.id, '@everyone')).mentions?.all).toBe('everyone');
  });
});

test('[D83] [A9] the picture that the environment names is shown to strangers, and changed by nobody', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-picture-'));
  try {
    const file = join(folder, 'lab.png');
    await writeFile(
      file,
      await sharp({ create: { width: 300, height: 200, channels: 3, background: '#00f' } })
        .png()
        .toBuffer(),
    );
    await using place = await startServer({ PLACE_PICTURE: file });
    const owner = await place.register('owner');
    const member = await place.register('member');
    const { picture } = (await place.fetch<PlaceFacts>('GET', '/api/place')).body;
    for (const size of [96, 384] as const) {
      const answer = await fetch(`${place.url}/api/place/picture/${picture}?size=${size}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
      const { width, height } = await sharp(await answer.arrayBuffer()).metadata();
      expect([width, height]).toEqual([size, size]);
    }
    const { locked } = await owner.api.must<PlaceSettingsAnswer>('GET', '/api/place/settings');
    expect(locked).toEqual(['picture']);
    const put = (person: Person) => person.api.call<Problem>('PUT', '/api/place/picture', { fileId: 'any' });
    expect((await put(member)).body.code).toBe('forbidden');
    expect([(await put(owner)).status, (await put(owner)).body.code]).toEqual([409, 'setting-locked']);
    expect((await owner.api.call<Problem>('DELETE', '/api/place/picture')).body.code).toBe('setting-locked');
    expect((await place.fetch('GET', `/api/place/picture/${'x'.repeat(32)}?size=96`)).status).toBe(404);
  } finally {
    await rm(folder, { recursive: true });
  }
});
