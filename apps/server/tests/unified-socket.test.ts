import { randomUUID } from 'node:crypto';
import type { Message, MessagePage, ServerEvent } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { passwordOf, readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { bearer, connect, connectLive, refusal, type TestSocket } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[A1] [A15] nobody without credentials and no foreign page connects', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const url = `${server.url}/api/ws`;
  expect((await refusal(url)).status).toBe(401);
  expect((await refusal(`${url}/`, bearer(ada))).status).toBe(101);
  expect((await refusal(url, { headers: { ...bearer(ada).headers, origin: 'https://evil.example' } })).status).toBe(
    403,
  );
  expect((await refusal(`${server.url}/api/nothing`, bearer(ada))).status).toBe(404);
});

describe('sending', () => {
  test('[D1] [D2] is acknowledged with its place, a retry with the same', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using socket = await connectLive(server.url, ada);
    const command = { type: 'send', chatId: chat.id, clientId: randomUUID(), content: 'hello' };
    socket.send(command);
    const ack = await socket.next('ack');
    expect(ack).toMatchObject({ chatId: chat.id, clientId: command.clientId, seq: 1, rev: 1 });
    socket.send(command);
    await socket.until(() => socket.ofType('ack').length === 2, 'the second ack');
    expect(socket.ofType('ack')[1]).toEqual(ack);
    socket.send({ ...command, content: 'other' });
    expect(await socket.next('error')).toMatchObject({
      code: 'client-id-reused',
      clientId: command.clientId,
      chatId: chat.id,
    });
    expect(await readHistory(bob, chat.id)).toHaveLength(1);
  });

  test('[D4] sends of one connection keep their order', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using socket = await connectLive(server.url, ada);
    const contents = Array.from({ length: 100 }, (_, index) => `m${index}`);
    for (const content of contents) socket.send({ type: 'send', chatId: chat.id, clientId: randomUUID(), content });
    await socket.until(() => socket.ofType('ack').length === 100, 'all acks');
    expect((await readHistory(bob, chat.id)).map(({ content }) => content)).toEqual(contents);
  });

  test('[D20] to a chat of others is refused as one that never was', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const chat = await startDirect(ada, bob);
    await using socket = await connectLive(server.url, eve);
    const commands = (chatId: string): object[] => [
      { type: 'send', chatId, clientId: `to ${chatId}`.replace(' ', '-'), content: 'x' },
      { type: 'open', chatId },
      { type: 'typing', chatId },
      { type: 'read', chatId, seq: 1 },
    ];
    for (const command of [...commands(chat.id), ...commands('cNEVER')]) socket.send(command);
    await socket.until(() => socket.ofType('error').length === 8, 'eight refusals');
    expect(new Set(socket.ofType('error').map(({ code, detail }) => `${code} ${detail}`)).size).toBeLessThanOrEqual(2);
    expect(socket.ofType('error').every(({ code }) => code === 'not-found')).toBe(true);
  });
});

/** What came after the cursors, by whichever frame brought it. */
function caughtUp(socket: TestSocket<ServerEvent>): Message[] {
  return socket.events.flatMap((event) =>
    event.type === 'changes' ? event.messages : event.type === 'message' ? [event.message] : [],
  );
}

describe('resuming', () => {
  test('[D15] [D16] brings exactly what came after each cursor, then goes on live', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    let epoch: string;
    {
      await using socket = await connectLive(server.url, bob);
      epoch = socket.ofType('welcome')[0]?.epoch ?? '';
      expect(socket.ofType('chats')[0]?.chats.map(({ id }) => id)).toEqual([chat.id]);
    }
    const first = await send(ada, chat.id, 'one');
    await send(ada, chat.id, 'two');
    await ada.api.call<Message>('PATCH', `/api/chats/${chat.id}/messages/${first.id}`, { content: 'ONE' });
    await using socket = await connectLive(server.url, bob, { epoch, cursors: { [chat.id]: 1 } });
    const messages = caughtUp(socket);
    const latest = new Map(messages.map((message) => [message.seq, message]));
    expect([...latest.values()].map(({ seq, rev, content }) => [seq, rev, content])).toEqual([
      [2, 2, 'two'],
      [1, 3, 'ONE'],
    ]);
    expect(messages.map(({ rev }) => rev)).toEqual(
      messages.map(({ rev }) => rev).toSorted((one, other) => one - other),
    );
    expect(socket.ofType('chats')).toEqual([]);
    await send(ada, chat.id, 'three');
    const live = await socket.next('message', ({ message }) => message.content === 'three');
    expect(live.message).toMatchObject({ seq: 3, rev: 4 });
  });

  test('[D15] [A36] a cursor ahead, of another epoch or too far behind is reset', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using sender = await connectLive(server.url, ada);
    const epoch = sender.ofType('welcome')[0]?.epoch ?? '';
    const reset = async (wrongEpoch: string, cursor: number): Promise<string | undefined> => {
      await using socket = await connectLive(server.url, bob, { epoch: wrongEpoch, cursors: { [chat.id]: cursor } });
      return socket.ofType('reset')[0]?.reason;
    };
    expect(await reset(epoch, 5)).toBe('cursor-ahead');
    expect(await reset('another', 0)).toBe('epoch-changed');
    const count = 1_001;
    for (let start = 0; start < count; start += 100) {
      const part = Array.from({ length: Math.min(100, count - start) }, (_, index) => start + index);
      await Promise.all(part.map((index) => send(ada, chat.id, `m${index}`)));
    }
    expect(await reset(epoch, 0)).toBe('too-far-behind');
    expect(await reset(epoch, 1)).toBeUndefined();
  });

  test('[A11] a chat that one was removed from meanwhile is taken away, and one of others is never shown', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const chat = await startGroup(ada, [bob]);
    await send(ada, chat.id, 'before');
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    await send(ada, chat.id, 'secret');
    for (const person of [bob, eve]) {
      await using socket = await connectLive(server.url, person, { cursors: { [chat.id]: 0 } });
      expect(socket.ofType('chat-removed')).toEqual([{ type: 'chat-removed', chatId: chat.id }]);
      expect(JSON.stringify(socket.events)).not.toContain('secret');
    }
  });
});

test('[D19] [D22] a chat that a resume takes away is not open any more, whoever failed to tell of it', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  await using socket = await connectLive(server.url, bob);
  socket.send({ type: 'open', chatId: chat.id });
  await socket.next('active-users');
  // As where the hint of a removal was lost: nothing but the database knows.
  const { db } = server.parts.storage;
  await db.deleteFrom('members').where('chat_id', '=', chat.id).where('user_id', '=', bob.user.id).execute();
  socket.send({ type: 'resume', epoch: null, cursors: { [chat.id]: 0 } });
  await socket.next('chat-removed', ({ chatId }) => chatId === chat.id);
  const told = socket.ofType('active-users').length;
  await using adas = await connectLive(server.url, ada);
  adas.send({ type: 'open', chatId: chat.id });
  const { userIds } = await adas.next('active-users');
  expect(userIds).toEqual([ada.user.id]);
  socket.send({ type: 'ping' });
  await socket.next('pong');
  expect(socket.ofType('active-users')).toHaveLength(told);
});

describe('following', () => {
  test('a new chat and a new membership arrive by themselves', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    await using socket = await connectLive(server.url, cleo);
    const direct = await startDirect(ada, cleo);
    await socket.until(() => socket.ofType('chats').some(({ chats }) => chats[0]?.id === direct.id), 'the chat');
    const group = await startGroup(ada, [bob]);
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cleo.user.id] });
    await socket.until(() => socket.ofType('chats').some(({ chats }) => chats[0]?.id === group.id), 'the group');
    await send(bob, group.id, 'welcome');
    await socket.next('message', ({ message }) => message.content === 'welcome');
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${cleo.user.id}`);
    await socket.next('chat-removed', ({ chatId }) => chatId === group.id);
    await send(bob, group.id, 'behind her back');
    await send(ada, direct.id, 'but hello');
    await socket.next('message', ({ message }) => message.content === 'but hello');
    expect(JSON.stringify(socket.events)).not.toContain('behind her back');
  });

  test('[D21] reading on one device moves the position on the other, with the unread count', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    for (const content of ['1', '2', '3']) await send(bob, chat.id, content);
    await using phone = await connectLive(server.url, ada);
    await using laptop = await connectLive(server.url, ada);
    await using bobs = await connectLive(server.url, bob);
    bobs.send({ type: 'open', chatId: chat.id });
    await bobs.next('active-users');
    phone.send({ type: 'read', chatId: chat.id, seq: 2 });
    const read = { type: 'read', chatId: chat.id, userId: ada.user.id, readSeq: 2 };
    expect(await laptop.next('read')).toEqual({ ...read, unread: 1, mentions: 0, atRev: 3 });
    expect(await bobs.next('read')).toEqual(read);
  });

  test('[D22] presence of watched people is told at once and when it changes', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    await using socket = await connectLive(server.url, ada);
    socket.send({ type: 'watch-presence', userIds: [bob.user.id] });
    expect((await socket.next('presence')).users).toEqual([{ userId: bob.user.id, online: false, lastSeenAt: null }]);
    {
      await using bobs = await connect(server.url, bob);
      await bobs.next('welcome');
      await socket.until(() => socket.ofType('presence').at(-1)?.users[0]?.online, 'bob online');
    }
    await socket.until(() => socket.ofType('presence').at(-1)?.users[0]?.online === false, 'bob offline');
    expect(socket.ofType('presence').at(-1)?.users[0]?.lastSeenAt).not.toBeNull();
  });

  test('[D19] [D20] [D23] who types is told to members who asked, wherever they look, and to nobody else', async () => {
    const { ada, bob, cleo, eve } = await registerAll(server.url, 'ada', 'bob', 'cleo', 'eve');
    const chat = await startGroup(ada, [bob, cleo]);
    await using adas = await connectLive(server.url, ada, { typing: true });
    await using bobs = await connectLive(server.url, bob, { typing: true });
    await using cleos = await connectLive(server.url, cleo);
    await using eves = await connectLive(server.url, eve, { typing: true });
    adas.send({ type: 'typing', chatId: chat.id });
    expect(await bobs.next('typing')).toEqual({ type: 'typing', chatId: chat.id, userId: ada.user.id });
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    await bobs.next('chat-removed');
    await cleo.api.must('POST', `/api/chats/${chat.id}/messages`, { content: 'after him' });
    const { length } = bobs.ofType('typing');
    cleos.send({ type: 'typing', chatId: chat.id });
    await adas.next('typing');
    for (const socket of [bobs, eves, cleos]) {
      socket.send({ type: 'ping' });
      await socket.next('pong');
    }
    expect([adas, bobs, cleos, eves].map((socket) => socket.ofType('typing').length)).toEqual([1, length, 0, 0]);
  });

  test('[A4] changing the password closes the other sessions’ sockets', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const login = await ada.api.call<{ token: string }>('POST', '/api/auth/login', {
      username: ada.user.username,
      password: passwordOf('ada'),
    });
    await using here = await connectLive(server.url, ada);
    await using there = await connectLive(server.url, { ...ada, token: login.body.token });
    const change = await ada.api.call('POST', '/api/auth/password', {
      currentPassword: passwordOf('ada'),
      newPassword: 'a wholly new battery',
    });
    expect(change.status).toBeLessThan(300);
    expect((await there.closed()).code).toBe(4001);
    here.send({ type: 'ping' });
    await here.next('pong');
  });
});

test('[D7] what is pushed live is byte for byte what a fresh fetch reads', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  await using socket = await connectLive(server.url, bob);
  const { id } = await send(ada, chat.id, 'one “quoted” \u2028 line');
  await ada.api.must('PUT', `/api/chats/${chat.id}/messages/${id}/reactions/🎉`);
  await ada.api.must('PATCH', `/api/chats/${chat.id}`, { name: 'Party' });
  await socket.next('message', ({ message }) => message.rev === 3);
  const latest = new Map(socket.ofType('message').map(({ message }) => [message.seq, message]));
  const body = await bob.api.must<MessagePage>('GET', `/api/chats/${chat.id}/messages`);
  expect([...latest.values()]).toEqual(body.messages);
  expect(socket.ofType('message').map(({ message }) => message.rev)).toEqual([1, 2, 3]);
});
