import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, documentOf } from '@confab/client';
import type { Document, DocumentPage, ServerEvent } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bus } from '../src/bus/bus.ts';
import { api, type Person, register } from './api.ts';
import { openShared, openStorage } from './on-postgres/open-parts.ts';
import { connect, connectLive, joinChat, type TestSocket } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const path = '/api/me/documents';
const pathOf = (key: string): string => `${path}/${encodeURIComponent(key)}`;

async function put(person: Person, key: string, value: unknown): Promise<number> {
  const { rev } = await person.api.must<{ rev: number }>('PUT', pathOf(key), { value });
  return rev;
}

async function list(person: Person, query = ''): Promise<DocumentPage> {
  return await person.api.must<DocumentPage>('GET', `${path}${query}`);
}

const brief = ({ key, rev, value }: Document): unknown[] => [key, rev, value];

/** Everything that the socket was told of documents, in order. */
function told(socket: TestSocket<ServerEvent>): unknown[] {
  return socket.events.flatMap((event): unknown[] => {
    if (event.type === 'document') return [brief(event.document)];
    if (event.type === 'documents') return [...event.documents.map(brief), `up to ${event.upToRev}`];
    return event.type === 'documents-reset' ? [event.reason] : [];
  });
}

const dark = { choice: 'dark' };
const light = { choice: 'light' };

describe('over REST', () => {
  test('[A9] [D24] nobody sees or changes what is somebody else’s, in whatever words they ask', async () => {
    const [ada, eve] = [await server.register('ada'), await server.register('eve')];
    await put(ada, 'theme', dark);
    const attempts = [
      `/api/users/${ada.user.id}/documents`,
      `/api/${ada.user.id}/documents`,
      `${path}?userId=${ada.user.id}`,
      `${path}?user_id=${ada.user.id}`,
      pathOf(`${ada.user.id}/theme`),
      pathOf(`theme/${ada.user.id}`),
      `${path}/../../${ada.user.id}/documents/theme`,
    ];
    for (const attempt of attempts) {
      const asked = [
        await eve.api.call<unknown>('GET', attempt),
        await eve.api.call<unknown>('PUT', attempt, { value: light }),
        await eve.api.call<unknown>('PUT', attempt, { value: light, userId: ada.user.id }),
        await eve.api.call<unknown>('DELETE', attempt),
      ];
      for (const { status, body } of asked) {
        expect([attempt, [400, 404, 405].includes(status)]).toEqual([attempt, true]);
        expect(JSON.stringify(body)).not.toContain('dark');
      }
    }
    for (const [method, body] of [['GET'], ['PUT', { value: light }], ['DELETE']] as const) {
      const at = method === 'GET' ? path : pathOf('theme');
      expect((await server.fetch<{ code: string }>(method, at, body)).body.code).toBe('unauthenticated');
    }
    expect((await list(eve)).documents).toEqual([]);
    expect((await list(ada)).documents.map(brief)).toEqual([['theme', 1, dark]]);
  });

  test('[D24] keeps, changes, lists and deletes documents, numbered without gaps', async () => {
    const ada = await server.register('ada');
    expect(await put(ada, 'theme', dark)).toBe(1);
    expect(await put(ada, 'draft/chat-1', { content: 'so "far" 🙂' })).toBe(2);
    expect(await put(ada, 'theme', dark)).toBe(2);
    expect(await put(ada, 'theme', light)).toBe(3);
    const deleted = await ada.api.must('DELETE', pathOf('draft/chat-1'));
    expect(deleted).toEqual({ rev: 4 });
    expect(await list(ada)).toMatchObject({ upToRev: 4, rev: 4, more: false, reset: false });
    expect((await list(ada, '?after=2')).documents.map(brief)).toEqual([
      ['theme', 3, light],
      ['draft/chat-1', 4, null],
    ]);
    expect(await list(ada, '?after=2&limit=1')).toMatchObject({ upToRev: 3, more: true, rev: 4 });
    expect(await list(ada, '?after=9')).toMatchObject({ upToRev: 4, reset: true });
    const { headers } = await ada.api.call('GET', path);
    expect(headers.get('confab-epoch')).toBe(server.parts.storage.epoch);
  });

  const place = { chatId: 'c-1', seq: 1, savedAt: '2026-01-01T00:00:00.000Z' };
  const unread = { seq: 1, upTo: 2, unread: 1, mentions: 0 };
  const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => [inner], 'deep');
  test.each<[what: string, key: string, value: unknown, refusal: [code: string, words: string]]>([
    ['an unknown kind', 'colour', { choice: 'dark' }, ['invalid-request', 'no kind of document called "colour"']],
    ['an id where there is but one', 'theme/1', dark, ['invalid-request', 'only one, under "theme"']],
    ['no id where there are many', 'draft', { content: '' }, ['invalid-request', 'draft/ID']],
    ['a value that does not fit', 'theme', { choice: 'pink' }, ['invalid-request', 'value.choice']],
    ['a field that nobody knows', 'theme', { choice: 'dark', hue: 1 }, ['invalid-request', 'hue']],
    ['a value nested too deeply', 'draft/a', { content: '', deep }, ['invalid-request', '']],
    ['a saved message with its words', 'saved/m-1', { ...place, content: 'secret' }, ['invalid-request', 'content']],
    ['a chat unread from no message on', 'unread/c-1', { ...unread, seq: 0 }, ['invalid-request', 'value.seq']],
    ['one that is too large', 'draft/a', { content: 'x'.repeat(45_000) }, ['too-large', '40960 bytes']],
    ['no value', 'theme', undefined, ['invalid-request', '']],
    ['null', 'theme', null, ['invalid-request', '']],
    ['a key with capitals', 'Theme', dark, ['invalid-request', '']],
    ['a key with a path in it', 'draft/../theme', dark, ['invalid-request', '']],
    ['a key of many parts', 'draft/a/b', dark, ['invalid-request', '']],
  ])('refuses %s, and says why', async (_what, key, value, refusal) => {
    const [code, words] = refusal;
    const ada = await server.register('ada');
    const { body } = await ada.api.call<{ code: string }>('PUT', pathOf(key), { value });
    expect(body.code).toBe(code);
    expect(JSON.stringify(body)).toContain(words.replaceAll('"', '\\"'));
    expect((await list(ada)).rev).toBe(0);
  });

  test('names that mean something to JavaScript are names like others', async () => {
    const ada = await server.register('ada');
    await put(ada, 'draft/__proto__', { content: 'a' });
    await put(ada, 'draft/constructor', { content: 'b' });
    const { status } = await ada.api.call('PUT', pathOf('__proto__'), { value: {} });
    expect(status).toBe(400);
    expect((await list(ada)).documents.map(brief)).toEqual([
      ['draft/__proto__', 1, { content: 'a' }],
      ['draft/constructor', 2, { content: 'b' }],
    ]);
  });
});

describe('over sockets', () => {
  test('[D24] a resume is answered before `ready` with what came after the cursor, and then every change comes', async () => {
    const ada = await server.register('ada');
    await put(ada, 'theme', dark);
    await put(ada, 'draft/a', { content: 'a' });
    const { epoch } = server.parts.storage;
    await using fresh = await connectLive(server.url, ada, { documents: 0 });
    await using known = await connectLive(server.url, ada, { epoch, documents: 1 });
    const types = fresh.events.map(({ type }) => type);
    expect(types.indexOf('documents')).toBeLessThan(types.indexOf('ready'));
    await put(ada, 'theme', light);
    for (const socket of [fresh, known]) await socket.next('document');
    expect(told(fresh)).toEqual([['theme', 1, dark], ['draft/a', 2, { content: 'a' }], 'up to 2', ['theme', 3, light]]);
    expect(told(known)).toEqual([['draft/a', 2, { content: 'a' }], 'up to 2', ['theme', 3, light]]);
  });

  test('[D24] a cursor of another life of the database, or ahead of it, gets everything anew', async () => {
    const ada = await server.register('ada');
    await put(ada, 'theme', dark);
    const { epoch } = server.parts.storage;
    await using foreign = await connectLive(server.url, ada, { epoch: 'another', documents: 1 });
    await using ahead = await connectLive(server.url, ada, { epoch, documents: 7 });
    expect(told(foreign)).toEqual(['epoch-changed', ['theme', 1, dark], 'up to 1']);
    expect(told(ahead)).toEqual(['cursor-ahead', ['theme', 1, dark], 'up to 1']);
  });

  test('[D25] a client that names no cursor, and one of a single chat, is told nothing of documents', async () => {
    const [ada, bob] = [await server.register('ada'), await server.register('bob')];
    const chat = await ada.api.must<{ id: string }>('POST', '/api/chats/', {
      kind: 'direct',
      memberIds: [bob.user.id],
    });
    await using old = await connectLive(server.url, ada);
    await using simple = await joinChat(server.url, chat.id, ada);
    await using current = await connectLive(server.url, ada, { documents: 0 });
    await put(ada, 'theme', dark);
    await current.next('document');
    old.send({ type: 'ping' });
    await old.next('pong');
    simple.send({ type: 'put-document', key: 'theme', value: light, writer: 'w', n: 1 });
    await simple.next('error', ({ code }) => code === 'invalid-frame');
    expect(told(old)).toEqual([]);
    expect(JSON.stringify(simple.events)).not.toContain('theme');
  });

  test('[D24] a put is acknowledged, comes to all devices of the person, and to nobody else', async () => {
    const [ada, eve] = [await server.register('ada'), await server.register('eve')];
    await using phone = await connectLive(server.url, ada, { documents: 0 });
    await using laptop = await connectLive(server.url, ada, { documents: 0 });
    await using eves = await connectLive(server.url, eve, { documents: 0 });
    phone.send({ type: 'put-document', key: 'theme', value: dark, writer: 'phone', n: 1 });
    expect(await phone.next('document-ack')).toEqual({ type: 'document-ack', key: 'theme', n: 1, rev: 1 });
    await laptop.next('document');
    laptop.send({ type: 'put-document', key: 'theme', value: null, writer: 'laptop', n: 1 });
    await phone.next('document', ({ document }) => document.rev === 2);
    // The acknowledgement was lost, and the phone tries again: what the laptop did since stays.
    phone.send({ type: 'put-document', key: 'theme', value: dark, writer: 'phone', n: 1 });
    await phone.until(() => phone.ofType('document-ack').length === 2, 'the second acknowledgement');
    for (const socket of [phone, laptop]) {
      expect(told(socket)).toEqual(['up to 0', ['theme', 1, dark], ['theme', 2, null]]);
    }
    eves.send({ type: 'put-document', key: 'theme', value: light, writer: 'phone', n: 1 });
    await eves.next('document');
    expect(told(eves)).toEqual(['up to 0', ['theme', 1, light]]);
    expect((await list(ada)).documents.map(brief)).toEqual([['theme', 2, null]]);
  });

  test('what is refused says which document it was, and the connection lives', async () => {
    const ada = await server.register('ada');
    await using socket = await connect(server.url, ada);
    const frame = { type: 'put-document', key: 'colour', value: dark, writer: 'w', n: 1 };
    socket.send(frame);
    const unknown = await socket.next('error', ({ key }) => key === 'colour');
    expect(unknown).toMatchObject({ code: 'invalid-request', detail: expect.stringContaining('"colour"') });
    socket.send({ ...frame, key: 'theme', value: { choice: 'pink' } });
    await socket.next('error', ({ key, code }) => key === 'theme' && code === 'invalid-request');
    const frames = [
      { ...frame, key: 'no key' },
      { ...frame, n: 0 },
      { ...frame, value: undefined },
      { ...frame, userId: ada.user.id },
      `{"type":"put-document","key":"draft/a","writer":"w","n":1,"value":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ];
    for (const bad of frames) socket.send(bad);
    await socket.until(() => socket.ofType('error').length === 2 + frames.length, 'an answer to each');
    expect(new Set(socket.ofType('error').map(({ code }) => code))).toEqual(
      new Set(['invalid-request', 'invalid-frame']),
    );
    // Whoever waits for an answer to a put knows which of them it is.
    const named = socket.ofType('error').map(({ key }) => key);
    expect(named.slice(2)).toEqual(['no key', 'colour', 'colour', 'colour', 'draft/a']);
    expect((await list(ada)).rev).toBe(0);
  });

  test('[A43] whoever reads all of much again and again waits', async () => {
    await using limited = await startServer({ RATE_LIMITS: 'on' });
    const ada = await limited.register('ada');
    const content = 'x'.repeat(40_000);
    for (let count = 0; count < 20; count += 1) {
      await put(ada, `draft/${count}`, { content });
    }
    await using socket = await connect(limited.url, ada);
    // 800 kB cost 800 of 30,000.
    const wait = async (): Promise<ServerEvent> => {
      for (;;) {
        const [ready, refused] = [socket.ofType('ready').length, socket.ofType('error').length];
        socket.send({ type: 'resume', epoch: null, cursors: {}, documents: 0 });
        await socket.until(
          () => socket.ofType('ready').length > ready || socket.ofType('error').length > refused,
          'answer',
        );
        const error = socket.ofType('error').at(-1);
        if (error) return error;
      }
    };
    expect(await wait()).toMatchObject({ code: 'rate-limited' });
    expect(socket.ofType('ready').length).toBeGreaterThan(20);
    // A machine that is slow has been given some of it back by now: reading goes on until it is used up again.
    const read = async () => (await ada.api.call<{ code: string }>('GET', path)).body.code;
    await expect.poll(read, { timeout: 20_000 }).toBe('rate-limited');
  });
});

/** The bus says nothing of documents while `isLossy`, and does not know it. */
function lossy(bus: Bus, loss: { isLossy: boolean }): Bus {
  const publish = bus.publish.bind(bus);
  return Object.assign(bus, {
    publish: (...[topic, event]: Parameters<Bus['publish']>) => {
      if (event.type !== 'document-changed' || !loss.isLossy) publish(topic, event);
    },
  });
}

test('[D8] [D24] what is put on one node arrives on the other, also where no bus told of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-documents-'));
  const storage = await openStorage(folder);
  const shared = { ...storage, close: () => Promise.resolve() };
  const loss = { isLossy: false };
  const memory = await openShared(storage);
  const start = async (): Promise<TestServer> => {
    // In memory both nodes have the same bus, in Redis each its own.
    const parts = memory.rateStore ? await openShared(storage) : memory;
    return await startServer({ DATA_DIR: folder }, { storage: shared, ...parts, bus: lossy(parts.bus, loss) });
  };
  {
    await using first = await start();
    await using second = await start();
    const ada = await register(first.url, 'ada');
    await using here = await connectLive(first.url, ada, { documents: 0 });
    await using there = await connectLive(second.url, ada, { documents: 0 });
    await put(ada, 'theme', dark);
    for (const socket of [here, there]) await socket.next('document');
    loss.isLossy = true;
    await put(ada, 'theme', light);
    // The last change before a silence: only the comparison with the database finds it.
    const isTold = (socket: TestSocket<ServerEvent>, rev: number) => () =>
      JSON.stringify(told(socket)).includes(`["theme",${rev},`);
    for (const socket of [here, there]) await socket.until(isTold(socket, 2), 'the lost change');
    await put({ ...ada, api: api(second.url, ada.token) }, 'theme', dark);
    loss.isLossy = false;
    await put(ada, 'theme', light);
    for (const socket of [here, there]) await socket.until(isTold(socket, 4), 'the last change');
    const revs = told(there)
      .filter(Array.isArray)
      .map(([, rev]) => rev as number);
    expect(revs).toEqual(revs.toSorted((a, b) => a - b));
    expect(new Set(revs).size).toBe(revs.length);
  }
  if (memory.rateStore) for (const part of [memory.bus, memory.sharedSets, memory.rateStore]) await part?.close();
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

test('[D24] the client keeps a document on all devices of its person, and shows it at once', async () => {
  const ada = await server.register('ada');
  const device = () => createClient({ baseUrl: server.url, token: ada.token, me: ada.user });
  await using phone = device();
  await using laptop = device();
  phone.putDocument('draft', 'chat-1', { content: 'written on the way' });
  expect(documentOf(phone.getState(), 'draft', 'chat-1')).toEqual({ content: 'written on the way' });
  phone.connect();
  laptop.connect();
  await laptop.until((state) => documentOf(state, 'draft', 'chat-1')?.content === 'written on the way');
  laptop.putDocument('draft', 'chat-1', null);
  await phone.until((state) => state.documentsLoaded && state.documents.size === 0);
  expect((await list(ada)).documents.map(brief)).toEqual([['draft/chat-1', 2, null]]);
});
