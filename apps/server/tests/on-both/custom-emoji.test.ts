import { createClient } from '@confab/client';
import type { CustomEmoji, Message, Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { png } from '../../src/custom-emoji/pictures/some-pictures.ts';
import { api, type Person, registerAll, send, startDirect } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());
const { owner } = await registerAll(server.url, 'owner');

const dataUrl = (picture: Buffer, type = 'png'): string => `data:image/${type};base64,${picture.toString('base64')}`;
const add = (person: Person, name: string, picture = png()) =>
  person.api.must<CustomEmoji>('PUT', `/api/emoji/${name}`, { image: dataUrl(picture) });
const listed = async ({ api: own }: Person): Promise<CustomEmoji[]> =>
  (await own.must<{ emoji: CustomEmoji[] }>('GET', '/api/emoji')).emoji;
const imageAt = ({ imageId }: CustomEmoji): string => `/api/emoji-images/${imageId}`;

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body.code];
}

const fetchImage = ({ token }: Person, emoji: CustomEmoji): Promise<Response> =>
  fetch(server.url + imageAt(emoji), { headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' } });

describe('who may', () => {
  test('[D40] whoever is not logged in sees and changes nothing, no picture either', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const emoji = await add(ada, 'outsiders');
    const nobody = api(server.url);
    const attempts = [
      ['GET', '/api/emoji'],
      ['PUT', '/api/emoji/mine', { image: dataUrl(png()) }],
      ['PATCH', '/api/emoji/outsiders', { name: 'insiders' }],
      ['DELETE', '/api/emoji/outsiders'],
      ['GET', imageAt(emoji)],
    ] as const;
    for (const [method, path, body] of attempts) {
      expect([method, path, (await nobody.call(method, path, body)).status]).toEqual([method, path, 401]);
    }
  });

  test('[D40] everybody adds, and only who added one removes it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const emoji = await add(ada, 'our-boots', png({ colour: [4, 4, 4] }));
    expect(emoji).toMatchObject({ name: 'our-boots', by: ada.user.id });
    expect(await listed(bob)).toContainEqual(emoji);
    expect(await refusalOf(bob, 'DELETE', '/api/emoji/our-boots')).toEqual([403, 'forbidden']);
    await ada.api.must('DELETE', '/api/emoji/our-boots');
    expect(await refusalOf(ada, 'DELETE', '/api/emoji/our-boots')).toEqual([404, 'not-found']);
    expect(await listed(bob)).not.toContainEqual(emoji);
    expect(await refusalOf(bob, 'GET', imageAt(emoji))).toEqual([404, 'not-found']);
  });
});

test('[D40] [A10] a guest is told who added an emoji where they share a chat, and of nobody else', async () => {
  const { guest, friend, stranger } = await registerAll(server.url, 'guest', 'friend', 'stranger');
  await add(friend, 'of-a-friend', png({ colour: [1, 2, 3] }));
  await add(stranger, 'of-a-stranger', png({ colour: [3, 2, 1] }));
  await startDirect(friend, guest);
  const change = { type: 'set-role', role: 'guest' };
  await owner.api.must('POST', '/api/admin/people/changes', { userIds: [guest.user.id], change });
  const authors = async (person: Person) =>
    (await listed(person)).filter(({ name }) => name.startsWith('of-a-')).map(({ by }) => by);
  await expect.poll(() => authors(guest), { timeout: 15_000 }).toEqual([friend.user.id, undefined]);
  expect(await authors(friend)).toEqual([friend.user.id, stranger.user.id]);
});

describe('another name', () => {
  test('[D40] only who added an emoji renames it, and it is found by all names that it had', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, ':parrot-1:');
    const emoji = await add(ada, 'parrot-1', png({ colour: [5, 5, 5] }));
    await add(bob, 'not-free', png({ colour: [6, 6, 6] }));
    const to = (name: string) => ['PATCH', '/api/emoji/parrot-1', { name }] as const;
    expect(await refusalOf(bob, ...to('parrot-2'))).toEqual([403, 'forbidden']);
    expect(await refusalOf(ada, 'PATCH', '/api/emoji/no-parrot', { name: 'parrot-2' })).toEqual([404, 'not-found']);
    expect(await refusalOf(ada, ...to('not-free'))).toEqual([409, 'emoji-name-taken']);
    expect(await refusalOf(ada, ...to('Parrot'))).toEqual([400, 'invalid-request']);

    const renamed = { ...emoji, name: 'parrot-2', formerNames: ['parrot-1'] };
    await using client = createClient({ baseUrl: server.url, token: ada.token });
    expect(await client.renameEmoji('parrot-1', 'parrot-2')).toEqual(renamed);
    // The same again, as after a lost answer.
    expect(await client.renameEmoji('parrot-1', 'parrot-2')).toEqual(renamed);
    expect(await listed(bob)).toContainEqual(renamed);
    const sign = encodeURIComponent(':parrot-1:');
    await bob.api.must('PUT', `/api/chats/${chat.id}/messages/${message.id}/reactions/${sign}`);
    expect(await refusalOf(bob, 'PUT', '/api/emoji/parrot-1', { image: dataUrl(png()) })).toEqual([
      409,
      'emoji-name-taken',
    ]);
    expect(await refusalOf(bob, 'PATCH', '/api/emoji/not-free', { name: 'parrot-1' })).toEqual([
      409,
      'emoji-name-taken',
    ]);

    expect(await client.renameEmoji('parrot-2', 'parrot-1')).toEqual({ ...emoji, formerNames: ['parrot-2'] });
    await client.removeEmoji('parrot-1');
    await add(bob, 'parrot-2');
  });

  test('[D40] an emoji keeps ten former names at most', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    await add(ada, 'name-0');
    const rename = (n: number) => ['PATCH', `/api/emoji/name-${n}`, { name: `name-${n + 1}` }] as const;
    for (let n = 0; n < 10; n += 1) await ada.api.must(...rename(n));
    expect(await refusalOf(ada, ...rename(10))).toEqual([409, 'too-many-emoji']);
  });
});

describe('names and pictures', () => {
  test('[D40] a name is taken once, whoever comes first of many; the same again by the same person changes nothing', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const mine = png({ colour: [1, 2, 3] });
    const attempts = await Promise.all(
      [ada, bob, ada, bob].map((person, n) =>
        person.api.call('PUT', '/api/emoji/wanted', { image: dataUrl(png({ colour: [n, n, n] })) }),
      ),
    );
    expect(attempts.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409, 409]);
    const first = await add(ada, 'again', mine);
    expect(await add(ada, 'again', mine)).toEqual(first);
    expect(await refusalOf(bob, 'PUT', '/api/emoji/again', { image: dataUrl(mine) })).toEqual([
      409,
      'emoji-name-taken',
    ]);
  });

  test('two names for one picture: it is there as long as one of them is', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const picture = png({ colour: [9, 8, 7] });
    const one = await add(ada, 'one-name', picture);
    const other = await add(bob, 'other-name', picture);
    expect(other.imageId).toBe(one.imageId);
    await ada.api.must('DELETE', '/api/emoji/one-name');
    expect((await fetchImage(ada, one)).status).toBe(200);
    await bob.api.must('DELETE', '/api/emoji/other-name');
    expect((await fetchImage(ada, one)).status).toBe(404);
  });

  test('[A18] [A23] a picture is served as what it is, for good and to nobody else, and can do nothing', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const emoji = await add(ada, 'served', png({ extra: Buffer.from('<script>'.repeat(200)), colour: [3, 3, 3] }));
    const answer = await fetchImage(bob, emoji);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png({ colour: [3, 3, 3] }));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  test('[A23] what is no name and what is no small picture is refused', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const attempts = [
      ['a name in capitals', 'Boots', dataUrl(png())],
      ['a name of one letter', 'b', dataUrl(png())],
      ['a name of 33', 'b'.repeat(33), dataUrl(png())],
      ['a name that looks like another', encodeURIComponent('bооts'), dataUrl(png())],
      ['an SVG', 'picture', 'data:image/svg+xml;base64,PHN2Zy8+'],
      ['an SVG that says it is a PNG', 'picture', 'data:image/png;base64,PHN2Zy8+'],
      ['what is too wide', 'picture', dataUrl(png({ width: 257 }))],
      ['an address elsewhere', 'picture', 'https://pictures.example/boots.png'],
      ['more than 64 KiB', 'picture', dataUrl(Buffer.concat([png(), Buffer.alloc(64 * 1_024)]))],
    ] as const;
    for (const [what, name, image] of attempts) {
      const refusal = await refusalOf(ada, 'PUT', `/api/emoji/${name}`, { image });
      expect([what, ...refusal]).toEqual([what, 400, 'invalid-request']);
    }
  });

  test('[D40] one person adds up to 100', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const picture = png();
    for (let n = 0; n < 100; n += 1) await add(ada, `ada-${n}`, picture);
    const body = { image: dataUrl(picture) };
    expect(await refusalOf(ada, 'PUT', '/api/emoji/one-more', body)).toEqual([409, 'too-many-emoji']);
    await add(bob, 'one-more', picture);
  });
});

describe('what they are for', () => {
  test('[D40] one reacts with those that are there, and takes back also what is there no more', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'boots');
    const path = (sign: string): string =>
      `/api/chats/${chat.id}/messages/${message.id}/reactions/${encodeURIComponent(sign)}`;
    expect(await refusalOf(bob, 'PUT', path(':muddy:'))).toEqual([400, 'invalid-request']);
    await add(ada, 'muddy');
    expect(await bob.api.must<Message>('PUT', path(':muddy:'))).toMatchObject({
      reactions: [{ emoji: ':muddy:', userIds: [bob.user.id] }],
    });
    await ada.api.must('DELETE', '/api/emoji/muddy');
    expect(await refusalOf(ada, 'PUT', path(':muddy:'))).toEqual([400, 'invalid-request']);
    expect(await bob.api.must<Message>('DELETE', path(':muddy:'))).toMatchObject({ reactions: [] });
  });

  test('[D40] [D25] every connection that asked for everything hears that there are others, and the SDK counts it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    await using socket = await connectLive(server.url, bob);
    await using client = createClient({ baseUrl: server.url, token: bob.token });
    client.connect();
    const { features, emojiNews } = await client.until(({ connection }) => connection.status === 'live');
    expect(features).toContain('custom-emoji');
    const emoji = await createClient({ baseUrl: server.url, token: ada.token }).addEmoji('heard', dataUrl(png()));
    await socket.next('custom-emoji');
    await client.until((state) => state.emojiNews > emojiNews);
    expect(await client.customEmoji()).toContainEqual(emoji);
    const image = await fetch(server.url + imageAt(emoji), { headers: { authorization: `Bearer ${bob.token}` } });
    expect(image.status).toBe(200);
  });
});
