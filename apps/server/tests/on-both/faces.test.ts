import { createClient, pictureAddress } from '@confab/client';
import type {
  AuditPage,
  Chat,
  FileLimits,
  NewPicture,
  PlaceFacts,
  Problem,
  PublicGroupList,
  User,
  UserList,
} from '@confab/protocol';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { passwordOf, type Person, readHistory, registerAll, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());
const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');

const clientOf = ({ token }: Person) => createClient({ baseUrl: server.url, token });
/** Left red, right blue. */
async function upload(person: Person, left = '#f00'): Promise<string> {
  const half = await sharp({ create: { width: 100, height: 100, channels: 3, background: left } })
    .png()
    .toBuffer();
  const whole = sharp({ create: { width: 200, height: 100, channels: 3, background: '#00f' } });
  const bytes = await whole
    .composite([{ input: half, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return await clientOf(person).uploadFile(new Blob([new Uint8Array(bytes)]));
}
const setOwn = (person: Person, body: NewPicture): Promise<{ picture: string }> =>
  person.api.must('PUT', '/api/users/me/picture', body);
async function seenBy(viewer: Person, { user }: Person): Promise<User | undefined> {
  return (await viewer.api.must<UserList>('GET', `/api/auth/users?ids=${user.id}`)).users[0];
}
const partsOf = async (person: Person, { id }: Chat): Promise<Chat['parts']> =>
  (await person.api.must<Chat>('GET', `/api/chats/${id}`)).parts;

const get = (person: Person | null, hash: string, size = 96): Promise<Response> =>
  fetch(server.url + pictureAddress(hash, size as 96), {
    headers: person ? { authorization: `Bearer ${person.token}` } : {},
  });
async function statusOf(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}

test('[D55] [A9] [A10] [A12] nobody shows what another uploaded, nor changes a picture that is not theirs to change', async () => {
  const group = await startGroup(ada, [bob]);
  const direct = await startDirect(ada, bob);
  const own = await upload(eve);
  const put = async (person: Person, path: string, body: object): Promise<string> =>
    (await person.api.call<Problem>('PUT', path, body)).body.code;
  const ofGroup = (chat: Chat): string => `/api/groups/${chat.id}/picture`;
  expect(await put(eve, ofGroup(group), { fileId: own })).toBe('not-found');
  expect((await eve.api.call<Problem>('DELETE', ofGroup(group))).body.code).toBe('not-found');
  expect(await put(bob, ofGroup(group), { fileId: await upload(bob) })).toBe('forbidden');
  expect(await put(ada, ofGroup(direct), { fileId: await upload(ada) })).toBe('chat-is-direct');
  for (const path of ['/api/users/me/picture', ofGroup(group)]) {
    expect(await put(ada, path, { fileId: own })).toBe('not-found');
    expect(await put(ada, path, { fileId: 'none' })).toBe('not-found');
    expect((await server.fetch<Problem>('PUT', path, { fileId: own })).status).toBe(401);
  }
  const text = await clientOf(ada).uploadFile(new Blob(['words']));
  expect(await put(ada, '/api/users/me/picture', { fileId: text })).toBe('not-found');
  for (const bad of [
    {},
    { fileId: own, picture: 'x'.repeat(32) },
    { fileId: own, crop: { x: 0, y: 0, size: 0 } },
    { fileId: own, crop: { x: 1.1, y: 0, size: 1 } },
    { fileId: own, crop: { x: 0, y: 0 } },
  ]) {
    expect([bad, await put(eve, '/api/users/me/picture', bad)]).toEqual([bad, 'invalid-request']);
  }
  expect((await ada.api.call('PATCH', `/api/chats/${group.id}/settings`, { picture: 'x'.repeat(32) })).status).toBe(
    400,
  );
  expect((await ada.api.call('PATCH', '/api/auth/me', { picture: 'x'.repeat(32) })).status).toBe(400);
  expect([await partsOf(ada, group), await seenBy(ada, eve)]).toEqual([
    undefined,
    expect.objectContaining({ avatarUrl: null }),
  ]);
});

test('[D55] a picture of a person is the square that was chosen, seen by all at once, and gone when nobody shows it', async () => {
  await startDirect(ada, bob);
  const before = await ada.api.must<FileLimits>('GET', '/api/file-limits');
  await using client = clientOf(bob);
  client.connect();
  const { features } = await client.until(({ connection }) => connection.status === 'live');
  expect(features).toContain('pictures');
  client.watchPresence([ada.user.id]);
  await client.until(({ presence }) => presence.has(ada.user.id));
  const { picture } = await setOwn(ada, { fileId: await upload(ada), crop: { x: 0.5, y: 0, size: 1 } });
  expect(await seenBy(bob, ada)).toMatchObject({ picture, avatarUrl: pictureAddress(picture, 384) });
  await client.until(({ users }) => users.get(ada.user.id)?.picture === picture);
  for (const size of [96, 384]) {
    const answer = await get(bob, picture, size);
    const drawn = sharp(await answer.arrayBuffer());
    const { width, height, format } = await drawn.metadata();
    expect([width, height, format]).toEqual([size, size, 'webp']);
    expect((await drawn.stats()).dominant).toMatchObject({ r: 8, g: 8, b: 248 });
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  }
  expect([await statusOf(get(null, picture)), await statusOf(get(bob, 'x'.repeat(32)))]).toEqual([401, 404]);
  // The upload is used up.
  await vi.waitFor(async () => {
    const { ownBytes } = await ada.api.must<FileLimits>('GET', '/api/file-limits');
    // What others here left behind may have gone meanwhile too.
    expect(ownBytes).toBeLessThanOrEqual(before.ownBytes);
  }, 15_000);
  // Two who show the same show one.
  expect(await clientOf(bob).setPicture({ fileId: await upload(bob), crop: { x: 0.5, y: 0, size: 1 } })).toBe(picture);
  const next = await setOwn(ada, { fileId: await upload(ada) });
  expect([next.picture === picture, await statusOf(get(ada, picture))]).toEqual([false, 200]);
  expect(await clientOf(bob).setPicture(null)).toBe('');
  expect(await statusOf(get(ada, picture))).toBe(404);
  expect(await seenBy(ada, bob)).not.toHaveProperty('picture');
});

test('[D55] a picture of a group is told to its members, and goes like one', async () => {
  const group = await startGroup(ada, [bob]);
  await using client = clientOf(bob);
  client.connect();
  await client.until(({ connection }) => connection.status === 'live');
  const picture = await clientOf(ada).setPicture({ fileId: await upload(ada, '#0f0') }, group.id);
  await client.until(({ chats }) => chats.get(group.id)?.parts?.picture === picture);
  expect(await partsOf(bob, group)).toEqual({ picture });
  expect((await readHistory(bob, group.id)).at(-1)).toMatchObject({
    content: 'ada changed the group picture',
    event: { type: 'group-changed', chatParts: { picture } },
  });
  expect(await statusOf(get(bob, picture))).toBe(200);
  // Once it is public, whoever looks for groups sees it too.
  await ada.api.must('PATCH', `/api/chats/${group.id}/settings`, { visibility: 'public' });
  const found = async () =>
    (await eve.api.must<PublicGroupList>('GET', '/api/groups')).groups.find(({ id }) => id === group.id);
  expect(await found()).toMatchObject({ picture, isMember: false });
  // What is clear is white: nothing shines through.
  const clear = sharp({ create: { width: 100, height: 100, channels: 4, background: '#0000' } }).png();
  const fileId = await clientOf(ada).uploadFile(new Blob([new Uint8Array(await clear.toBuffer())]));
  const white = await clientOf(ada).setPicture({ fileId }, group.id);
  const { isOpaque, dominant } = await sharp(await (await get(bob, white)).arrayBuffer()).stats();
  expect([isOpaque, dominant]).toEqual([true, { r: 248, g: 248, b: 248 }]);
  await clientOf(ada).setPicture(null, group.id);
  await client.until(({ chats }) => chats.get(group.id)?.parts?.picture === '');
  expect([await partsOf(bob, group), await statusOf(get(bob, picture))]).toEqual([
    { picture: '', visibility: 'public' },
    404,
  ]);
  expect(await found()).not.toHaveProperty('picture');
});

test('[D84] [A9] the place shows a picture to strangers, given and taken by who manages it, and shows them no other', async () => {
  const facts = () => server.fetch<PlaceFacts>('GET', '/api/place').then(({ body }) => body.picture);
  const asStranger = (hash: string) => statusOf(fetch(`${server.url}/api/place/picture/${hash}?size=96`));
  const path = '/api/place/picture';
  expect((await bob.api.call<Problem>('PUT', path, { fileId: await upload(bob) })).body.code).toBe('forbidden');
  expect((await bob.api.call<Problem>('DELETE', path)).body.code).toBe('forbidden');
  expect((await ada.api.call<Problem>('PUT', path, { fileId: await upload(bob) })).body.code).toBe('not-found');
  const own = await setOwn(ada, { fileId: await upload(ada, '#0f0') });
  expect([await facts(), await asStranger(own.picture)]).toEqual([undefined, 404]);
  const body = { fileId: await upload(ada, '#ff0'), crop: { x: 0, y: 0, size: 1 } };
  const { picture } = await ada.api.must<{ picture: string }>('PUT', path, body);
  expect([await facts(), await asStranger(picture), await asStranger(own.picture)]).toEqual([picture, 200, 404]);
  // Who is not logged in gets it there alone.
  expect(await statusOf(get(null, picture))).toBe(401);
  await ada.api.must('DELETE', path);
  expect([await facts(), await asStranger(picture)]).toEqual([undefined, 404]);
  const { entries } = await ada.api.must<AuditPage>('GET', '/api/audit?action=place.changed');
  expect(entries.map(({ details }) => details)).toEqual([{ picture: false }, { picture: true }]);
});

test('[D63] [A10] a guest is shown pictures of people of their own chats, of those who are gone too, and of nobody else', async () => {
  const { guest, friend, stranger } = await registerAll(server.url, 'guest', 'friend', 'stranger');
  const pictureOf = async (person: Person, color: string): Promise<string> =>
    (await setOwn(person, { fileId: await upload(person, color) })).picture;
  const [hers, theirs] = [await pictureOf(friend, '#fa0'), await pictureOf(stranger, '#0af')];
  await startGroup(friend, [guest]);
  const change = { type: 'set-role', role: 'guest' };
  await ada.api.must('POST', '/api/admin/people/changes', { userIds: [guest.user.id], change });
  const seen = async () => [await statusOf(get(guest, hers)), await statusOf(get(guest, theirs))];
  await vi.waitFor(async () => expect(await seen()).toEqual([200, 404]), { timeout: 15_000 });
  const own = { currentPassword: passwordOf('friend') };
  await friend.api.must('POST', '/api/auth/me/deactivation', own);
  expect((await seenBy(guest, friend))?.picture).toBe(hers);
  expect(await seen()).toEqual([200, 404]);
});

test('[D55] the picture of a group that is deleted goes with it', async () => {
  const group = await startGroup(ada, [bob]);
  const fileId = await upload(ada, '#0c0');
  const { picture } = await ada.api.must<{ picture: string }>('PUT', `/api/groups/${group.id}/picture`, { fileId });
  expect(await statusOf(get(bob, picture))).toBe(200);
  await ada.api.must('POST', `/api/admin/groups/${group.id}/archive`);
  await ada.api.must('DELETE', `/api/admin/groups/${group.id}`);
  await vi.waitFor(async () => expect(await statusOf(get(bob, picture))).toBe(404), 15_000);
});
