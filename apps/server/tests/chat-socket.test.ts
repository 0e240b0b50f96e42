import { randomUUID } from 'node:crypto';
import type { Message } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultConnectionLimits } from '../src/realtime/connection.ts';
import { readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { bearer, connectLive, joinChat, refusal } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

describe('who may connect', () => {
  test('[A1] [A15] [D20] refusals come before the upgrade, each with its status', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const chat = await startDirect(ada, bob);
    const url = (chatId: string, userId: string): string => `${server.url}/api/chats/ws/${chatId}/${userId}`;
    const mine = url(chat.id, ada.user.id);
    const as = bearer(ada).headers;
    expect((await refusal(mine)).status).toBe(401);
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Bearer null', 'Bearer undefined', `Bearer ${ada.token}x`]) {
      expect((await refusal(mine, { headers: { authorization } })).status).toBe(401);
    }
    expect((await refusal(`${mine}?ticket=wrong`, bearer(ada))).status).toBe(401);
    expect((await refusal(url(chat.id, bob.user.id), bearer(ada))).status).toBe(403);
    expect((await refusal(url(chat.id, eve.user.id), bearer(eve))).status).toBe(404);
    expect((await refusal(url('cNEVER', eve.user.id), bearer(eve))).status).toBe(404);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      expect((await refusal(mine, { headers: { ...as, origin } })).status).toBe(403);
    }
    // A browser that names no origin hides it; a program that names none has none.
    const cookie = `confab-session=${ada.token}`;
    expect((await refusal(mine, { headers: { cookie } })).status).toBe(101);
    expect((await refusal(mine, { headers: { cookie, 'user-agent': 'Mozilla/5.0 (X11)' } })).status).toBe(403);
    expect((await refusal(mine, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await refusal(mine, { headers: { ...as, origin: server.url } })).status).toBe(101);
    const { body } = await refusal(mine);
    expect(JSON.parse(body)).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  test('a ticket opens one socket, once', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const body = await ada.api.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
    const url = `${server.url}/api/chats/ws/${chat.id}/${ada.user.id}?ticket=${encodeURIComponent(body.ticket)}`;
    expect((await refusal(url)).status).toBe(101);
    expect((await refusal(url)).status).toBe(401);
  });
});

test('[A27] one person has no more connections than allowed, and takes nobody else’s', async () => {
  const connectionLimits = { ...defaultConnectionLimits, connectionsPerUser: 3 };
  await using crowded = await startServer({}, { connectionLimits });
  const { ada, bob } = await registerAll(crowded.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const url = `${crowded.url}/api/chats/ws/${chat.id}/${ada.user.id}`;
  const sockets = await Promise.all([1, 2, 3].map(() => joinChat(crowded.url, chat.id, ada)));
  expect((await refusal(url, bearer(ada))).status).toBe(429);
  expect((await refusal(`${crowded.url}/api/ws`, bearer(ada))).status).toBe(429);
  await using bobs = await joinChat(crowded.url, chat.id, bob);
  await bobs.next('active-users', ({ count }) => count === 2);
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
  await bobs.until(() => bobs.ofType('active-users').at(-1)?.count === 1, 'ada gone');
  expect((await refusal(url, bearer(ada))).status).toBe(101);
});

test('[A27] the connections of one person share an allowance, and take nothing of another’s', async () => {
  const connectionLimits = { ...defaultConnectionLimits, commandsPerUser: { perSecond: 0.001, burst: 2 } };
  await using paced = await startServer({}, { connectionLimits });
  const { ada, bob } = await registerAll(paced.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const [phone, laptop, bobs] = await Promise.all([ada, ada, bob].map((who) => joinChat(paced.url, chat.id, who)));
  if (!phone || !laptop || !bobs) throw new Error('Not everybody joined.');
  for (const socket of [phone, laptop]) socket.send({ type: 'message', content: 'hi', clientId: randomUUID() });
  await bobs.until(() => bobs.ofType('message').length === 2, 'two messages');
  laptop.send({ type: 'message', content: 'one more', clientId: randomUUID() });
  expect((await laptop.next('error')).code).toBe('rate-limited');
  bobs.send({ type: 'message', content: 'mine', clientId: randomUUID() });
  await phone.next('message', ({ message }) => message.content === 'mine');
  for (const socket of [phone, laptop, bobs]) await socket[Symbol.asyncDispose]();
});

describe('talking', () => {
  test('[D6] everybody gets the message, the sender too, with its clientId', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    await using bobs = await joinChat(server.url, chat.id, bob);
    const clientId = randomUUID();
    adas.send({ type: 'message', content: 'hi', clientId });
    const { message } = await adas.next('message');
    expect(message).toMatchObject({ chatId: chat.id, seq: 1, senderId: ada.user.id, content: 'hi', clientId });
    expect((await bobs.next('message')).message).toEqual(message);
    const over = await send(bob, chat.id, 'over REST');
    expect((await adas.next('message', (event) => event.message.seq === 2)).message).toEqual(over);
    adas.send({ type: 'message', content: 'hi', clientId });
    await adas.until(() => adas.ofType('message').filter((event) => event.message.seq === 1).length === 2, 'the retry');
    expect(bobs.ofType('message').filter((event) => event.message.seq === 1)).toHaveLength(1);
  });

  test('edits, deletions and reactions come as the message’s new state', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using bobs = await joinChat(server.url, chat.id, bob);
    const { id } = await send(ada, chat.id, 'teh');
    const body = await ada.api.must<Message>('PATCH', `/api/chats/${chat.id}/messages/${id}`, { content: 'the' });
    expect((await bobs.next('message', (event) => event.message.rev === 2)).message).toEqual(body);
  });

  test('[D22] shows who is active at once, and when somebody comes or goes', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    const first = await adas.next('active-users');
    expect([first.count, first.users.map(({ id }) => id)]).toEqual([1, [ada.user.id]]);
    {
      await using bobs = await joinChat(server.url, chat.id, bob);
      await bobs.next('active-users', ({ count }) => count === 2);
      const both = await adas.next('active-users', ({ count }) => count === 2);
      expect(both.users.map(({ id }) => id).toSorted()).toEqual([ada.user.id, bob.user.id].toSorted());
      const body = await ada.api.must<{ count: number }>('GET', `/api/chats/${chat.id}/active-users`);
      expect(body.count).toBe(2);
    }
    await adas.until(() => adas.ofType('active-users').at(-1)?.count === 1, 'one active user');
  });

  test('[D23] typing is told to the others and not to oneself', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    await using bobs = await joinChat(server.url, chat.id, bob);
    await bobs.next('active-users');
    await adas.next('active-users');
    for (let index = 0; index < 5; index += 1) adas.send({ type: 'typing' });
    expect(await bobs.next('typing')).toEqual({ type: 'typing', userId: ada.user.id });
    adas.send({ type: 'message', content: 'done' });
    await bobs.next('message');
    expect(bobs.ofType('typing')).toHaveLength(1);
    expect(adas.ofType('typing')).toHaveLength(0);
  });

  test('[A11] [D19] who is removed is told nothing more and the socket closes', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startGroup(ada, [bob]);
    await using bobs = await joinChat(server.url, chat.id, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    await send(ada, chat.id, 'without bob');
    await adas.next('message', ({ message }) => message.content === 'without bob');
    expect((await bobs.closed()).code).toBe(4004);
    expect(bobs.ofType('message').some(({ message }) => message.content === 'without bob')).toBe(false);
  });

  test('[D19] who is back stays, whatever happens to the message that told of their removal', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const members = `/api/chats/${group.id}/members`;
    await ada.api.must('DELETE', `${members}/${bob.user.id}`);
    await ada.api.must('POST', members, { userIds: [bob.user.id] });
    await using simple = await joinChat(server.url, group.id, bob);
    await using unified = await connectLive(server.url, bob);
    const [removal] = (await readHistory(ada, group.id)).filter(({ event }) => event?.type === 'member-removed');
    const emoji = `/api/chats/${group.id}/messages/${removal?.id}/reactions/${encodeURIComponent('👍')}`;
    expect((await ada.api.call('PUT', emoji)).status).toBeLessThan(300);
    expect((await ada.api.call('DELETE', emoji)).status).toBeLessThan(300);
    await send(ada, group.id, 'still with us');
    for (const socket of [simple, unified]) {
      await socket.until(() => JSON.stringify(socket.events).includes('still with us'), 'the message');
    }
    expect(unified.ofType('chat-removed')).toEqual([]);
  });

  test('[A4] logging out closes the session’s sockets and no others', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    await using bobs = await joinChat(server.url, chat.id, bob);
    expect((await ada.api.call('POST', '/api/auth/logout')).status).toBe(204);
    expect((await adas.closed()).code).toBe(4001);
    await send(bob, chat.id, 'still here');
    await bobs.next('message');
  });
});

describe('bad frames', () => {
  test.each([
    ['no JSON', 'hello'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['an unknown type', '{"type":"shout"}'],
    ['an unknown field', '{"type":"message","content":"x","seq":9}'],
    ['no content', '{"type":"message"}'],
    ['blank content', '{"type":"message","content":"  "}'],
    ['too long content', JSON.stringify({ type: 'message', content: 'x'.repeat(8_001) })],
    ['a prototype', '{"type":"message","content":"x","__proto__":{"admin":true}}'],
    ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('[A28] %s is answered with an error, and the connection lives', async (_name, frame) => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using socket = await joinChat(server.url, chat.id, ada);
    socket.send(frame);
    expect((await socket.next('error')).code).toBe('invalid-frame');
    socket.send({ type: 'message', content: 'alive' });
    expect((await socket.next('message')).message.seq).toBe(1);
  });

  test.each([
    ['binary', Buffer.from('{"type":"typing"}'), { binary: true }, 1003],
    ['over 64 KiB', Buffer.alloc(65_537, 'x'), { binary: false }, 1009],
    ['over 64 KiB of JSON', Buffer.from(JSON.stringify({ type: 'x'.repeat(65_536) })), { binary: false }, 1009],
    [
      'over 64 KiB, nested too deeply to be written',
      Buffer.from(`{"0":0,"deep":${'['.repeat(40_000)}${']'.repeat(40_000)}}`),
      { binary: false },
      1009,
    ],
    ['over 128 KiB, whatever it says', Buffer.from(`{"type":"typing"${' '.repeat(131_072)}}`), { binary: false }, 1009],
    ['text that is not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false }, 1007],
  ])('[A26] %s closes the connection with its code', async (_name, data, options, code) => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using socket = await joinChat(server.url, chat.id, ada);
    socket.webSocket.send(data, options);
    expect((await socket.closed()).code).toBe(code);
  });

  test.each(['😀', '漢', 'x'])(
    '[A26] a message of 8,000 × %s fits, with each character escaped, and one more does not',
    async (character) => {
      const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
      const chat = await startDirect(ada, bob);
      await using socket = await joinChat(server.url, chat.id, ada);
      const escape = (text: string): string =>
        Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
          '',
        );
      const frame = (count: number): string => `{"type":"message","content":"${escape(character.repeat(count))}"}`;
      socket.send(frame(8_001));
      expect((await socket.next('error')).detail).toContain('at most 8,000 characters');
      socket.send(frame(8_000));
      expect((await socket.next('message')).message.content).toBe(character.repeat(8_000));
      const body = `{"content":"${escape(character.repeat(8_000))}"}`;
      expect((await ada.api.call('POST', `/api/chats/${chat.id}/messages`, body)).status).toBe(201);
    },
  );

  test('[A27] a flood of bad frames closes with 4029, and others do not notice', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await joinChat(server.url, chat.id, ada);
    await using bobs = await joinChat(server.url, chat.id, bob);
    for (let index = 0; index < 100; index += 1) adas.send('{');
    expect((await adas.closed()).code).toBe(4029);
    bobs.send({ type: 'message', content: 'fine' });
    await bobs.next('message');
  });
});
