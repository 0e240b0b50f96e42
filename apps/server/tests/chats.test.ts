import type { Chat, ChatList, Problem, Removal } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { api, readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { StageClock } from '../src/realtime/stage-clock.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[D15] a chat names the epoch of its rev, so that a client can show it and resume from there', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id } = await startDirect(ada, bob);
  await send(bob, id, 'hello');
  const { headers, body } = await ada.api.call<Chat>('GET', `/api/chats/${id}`);
  const epoch = headers.get('confab-epoch');
  await using socket = await connectLive(server.url, ada, { epoch, cursors: { [id]: body.rev } });
  expect(socket.ofType('welcome')[0]?.epoch).toBe(epoch);
  expect([...socket.ofType('reset'), ...socket.ofType('chats')]).toEqual([]);
});

describe('the list of chats', () => {
  test('[A43] comes in pages, last spoken in first, each chat once', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) made.push((await startGroup(ada, [bob], `Group ${index}`)).id);
    for (const id of [made[3] ?? '', made[0] ?? '']) await send(bob, id, 'spoken');
    const whole = await ada.api.call<ChatList>('GET', '/api/chats/');
    expect(whole.body.nextCursor).toBeNull();
    expect(whole.body.chats.slice(0, 2).map(({ id }) => id)).toEqual([made[0], made[3]]);
    const paged: string[] = [];
    let path = '/api/chats?limit=3';
    for (let pages = 1; ; pages += 1) {
      const { body } = await ada.api.call<ChatList>('GET', path);
      paged.push(...body.chats.map(({ id }) => id));
      if (body.nextCursor === null) break;
      expect(body.chats).toHaveLength(3);
      expect(pages).toBeLessThan(4);
      path = `/api/chats?limit=3&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    expect(paged).toEqual(whole.body.chats.map(({ id }) => id));
  });

  test('[A10] another’s cursor shows one’s own chats, and what is no cursor is refused', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    for (let index = 0; index < 3; index += 1) await startGroup(ada, [bob]);
    const { body } = await ada.api.call<ChatList>('GET', '/api/chats?limit=1');
    const cursor = encodeURIComponent(body.nextCursor ?? '');
    expect((await eve.api.call<ChatList>('GET', `/api/chats?cursor=${cursor}`)).body.chats).toEqual([]);
    for (const bad of ['x', '..', 'MTIz', encodeURIComponent('\0'), 'a'.repeat(300)]) {
      const answer = await ada.api.call<Problem>('GET', `/api/chats?cursor=${bad}`);
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.path]).toEqual([
        400,
        'invalid-request',
        'cursor',
      ]);
    }
    for (const limit of ['0', '501', 'x']) {
      expect((await ada.api.call('GET', `/api/chats?limit=${limit}`)).status).toBe(400);
    }
  });

  test('[A38] [D27] stays in the order in which was spoken when the clock is set back', async () => {
    const clock = new StageClock();
    // Nothing else waits for this clock here.
    await using back = await startServer({}, { clock });
    const { ada, bob } = await registerAll(back.url, 'ada', 'bob');
    const [first, second] = [await startGroup(ada, [bob]), await startGroup(ada, [bob])];
    const said = [await send(ada, first.id, 'one')];
    clock.stepWall(-600_000);
    await clock.pass(2);
    said.push(await send(ada, second.id, 'two'), await send(ada, second.id, 'three'));
    const times = said.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
    const { body } = await ada.api.call<ChatList>('GET', '/api/chats');
    expect(body.chats.map(({ id }) => id)).toEqual([second.id, first.id]);
  });
});

describe('direct chats', () => {
  test('two people get the same direct chat, whoever asks and however often', async () => {
    const { ada, bo } = await registerAll(server.url, 'ada', 'bo');
    const created = await ada.api.call<Chat>('POST', '/api/chats/', { kind: 'direct', memberIds: [bo.user.id] });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      kind: 'direct',
      name: null,
      lastSeq: 0,
      rev: 0,
      unread: 0,
      lastMessage: null,
    });
    expect(created.body.members.map(({ user }) => user.displayName).toSorted()).toEqual(['ada', 'bo']);
    const again = await bo.api.call<Chat>('POST', '/api/chats', { kind: 'direct', memberIds: [ada.user.id] });
    expect(again.status).toBe(200);
    expect(again.body.id).toBe(created.body.id);
  });

  test('both asking many times at once make one chat', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const asks = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? ada.api.call<Chat>('POST', '/api/chats/', { kind: 'direct', memberIds: [bob.user.id] })
        : bob.api.call<Chat>('POST', '/api/chats/', { kind: 'direct', memberIds: [ada.user.id] }),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('nobody starts one with nobody, with two others, or with an id that is nobody’s', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    for (const memberIds of [[], [bob.user.id, cleo.user.id], ['nobody']]) {
      const answer = await ada.api.call<Problem>('POST', '/api/chats/', { kind: 'direct', memberIds });
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('invalid-request');
      expect(answer.body.errors?.length).toBeGreaterThan(0);
    }
  });

  test('a direct chat takes no members, loses none and has no name', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const chat = await startDirect(ada, bob);
    const add = await ada.api.call<Problem>('POST', `/api/chats/${chat.id}/members`, { userIds: [cleo.user.id] });
    const leave = await ada.api.call<Problem>('DELETE', `/api/chats/${chat.id}/members/${ada.user.id}`);
    const rename = await ada.api.call<Problem>('PATCH', `/api/chats/${chat.id}`, { name: 'Us' });
    for (const answer of [add, leave, rename]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'chat-is-direct']);
    }
  });
});

describe('groups', () => {
  test('the caller owns the group without being listed, and doubles in the list do not matter', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const { status, body } = await ada.api.call<Chat>('POST', '/api/chats/', {
      kind: 'group',
      name: '  Trip  ',
      memberIds: [bob.user.id, cleo.user.id, bob.user.id, ada.user.id],
    });
    expect(status).toBe(201);
    expect(body.name).toBe('Trip');
    expect(Object.fromEntries(body.members.map(({ user, role }) => [user.displayName, role]))).toEqual({
      ada: 'owner',
      bob: 'member',
      cleo: 'member',
    });
  });

  test('members are added, given roles, removed, and leave; each time the log says so', async () => {
    const { ada, bob, cleo, dora } = await registerAll(server.url, 'ada', 'bob', 'cleo', 'dora');
    const chat = await startGroup(ada, [bob]);
    await bob.api.must('POST', `/api/chats/${chat.id}/members`, { userIds: [cleo.user.id, dora.user.id] });
    await ada.api.must('PUT', `/api/chats/${chat.id}/members/${bob.user.id}`, { role: 'admin' });
    await bob.api.must('PATCH', `/api/chats/${chat.id}`, { name: 'New name' });
    const removed = await bob.api.call('DELETE', `/api/chats/${chat.id}/members/${cleo.user.id}`);
    expect(removed.status).toBe(204);
    await dora.api.must('DELETE', `/api/chats/${chat.id}/members/${dora.user.id}`);
    const history = await readHistory(ada, chat.id);
    expect(history.map(({ seq, kind, event }) => [seq, kind, event?.type])).toEqual([
      [1, 'system', 'members-added'],
      [2, 'system', 'role-changed'],
      [3, 'system', 'renamed'],
      [4, 'system', 'member-removed'],
      [5, 'system', 'member-left'],
    ]);
    const body = await ada.api.must<Chat>('GET', `/api/chats/${chat.id}`);
    expect(body.name).toBe('New name');
    expect(body.members.map(({ user, role }) => [user.displayName, role].join(' ')).toSorted()).toEqual([
      'ada owner',
      'bob admin',
    ]);
  });

  test('a plain member removes nobody, renames nothing and gives no roles', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const chat = await startGroup(ada, [bob, cleo]);
    const attempts = [
      bob.api.call<Problem>('DELETE', `/api/chats/${chat.id}/members/${cleo.user.id}`),
      bob.api.call<Problem>('PATCH', `/api/chats/${chat.id}`, { name: 'Mine' }),
      bob.api.call<Problem>('PUT', `/api/chats/${chat.id}/members/${bob.user.id}`, { role: 'owner' }),
    ];
    for (const { status, body } of await Promise.all(attempts)) expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(await readHistory(ada, chat.id)).toEqual([]);
  });
});

describe('the list', () => {
  test('holds my chats alone, last spoken in first, with unread counts of my own', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const first = await startDirect(ada, bob);
    const second = await startGroup(ada, [bob, cleo]);
    await startDirect(bob, cleo);
    await send(bob, second.id, 'one');
    await send(bob, first.id, 'two');
    await send(bob, first.id, 'three');
    const body = await ada.api.must<{ chats: Chat[] }>('GET', '/api/chats/');
    expect(body.chats.map(({ id, unread, lastMessage }) => [id, unread, lastMessage?.content])).toEqual([
      [first.id, 2, 'three'],
      [second.id, 1, 'one'],
    ]);
    const bobs = await bob.api.call<{ chats: Chat[] }>('GET', '/api/chats/');
    expect(bobs.body.chats.every(({ unread }) => unread === 0)).toBe(true);
  });

  test('[D21] the read position moves forward only, not past the end, and sending moves it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    for (const content of ['1', '2', '3']) await send(bob, chat.id, content);
    const read = (seq: number) => ada.api.call('POST', `/api/chats/${chat.id}/read`, { seq });
    expect((await read(2)).body).toMatchObject({ readSeq: 2, unread: 1 });
    expect((await read(1)).body).toMatchObject({ readSeq: 2, unread: 1 });
    expect((await read(99)).body).toMatchObject({ readSeq: 3, unread: 0 });
    await send(bob, chat.id, '4');
    await send(ada, chat.id, '5');
    const body = await ada.api.must<Chat>('GET', `/api/chats/${chat.id}`);
    expect(body.unread).toBe(0);
    expect(body.members.find(({ user }) => user.id === ada.user.id)?.readSeq).toBe(5);
  });
});

describe('outsiders', () => {
  test('[A1] [A10] [D20] get the same answer for a chat of others as for one that never was', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const chat = await startGroup(ada, [bob]);
    const message = await send(ada, chat.id, 'secret');
    const calls = (chatId: string, messageId: string): [string, string, unknown?][] => [
      ['GET', `/api/chats/${chatId}`],
      ['PATCH', `/api/chats/${chatId}`, { name: 'x' }],
      ['GET', `/api/chats/${chatId}/messages`],
      ['POST', `/api/chats/${chatId}/messages`, { content: 'x' }],
      ['PATCH', `/api/chats/${chatId}/messages/${messageId}`, { content: 'x' }],
      ['DELETE', `/api/chats/${chatId}/messages/${messageId}`],
      ['PUT', `/api/chats/${chatId}/messages/${messageId}/reactions/👍`],
      ['DELETE', `/api/chats/${chatId}/messages/${messageId}/reactions/👍`],
      ['GET', `/api/chats/${chatId}/active-users`],
      ['POST', `/api/chats/${chatId}/read`, { seq: 1 }],
      ['POST', `/api/chats/${chatId}/members`, { userIds: [eve.user.id] }],
      ['PUT', `/api/chats/${chatId}/members/${eve.user.id}`, { role: 'owner' }],
      ['DELETE', `/api/chats/${chatId}/members/${eve.user.id}`],
    ];
    const real = calls(chat.id, message.id);
    const unreal = calls('cNEVERUSED', 'cNEVERUSED.1');
    for (const [index, [method, path, body]] of real.entries()) {
      const [, otherPath] = unreal[index] ?? ['', ''];
      const nobody = await api(server.url).call<Problem>(method, path, body);
      expect([method, path, nobody.status, nobody.body.code]).toEqual([method, path, 401, 'unauthenticated']);
      const outsider = await eve.api.call<Problem>(method, path, body);
      const never = await eve.api.call<Problem>(method, otherPath, body);
      expect([method, path, outsider.status]).toEqual([method, path, 404]);
      expect(outsider.body).toEqual(never.body);
    }
    expect((await readHistory(ada, chat.id)).map(({ content }) => content)).toEqual(['secret']);
  });

  test('[A11] somebody removed reads and writes nothing from the next call on', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startGroup(ada, [bob]);
    await send(bob, chat.id, 'in');
    expect((await bob.api.call('GET', `/api/chats/${chat.id}/messages`)).status).toBe(200);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    expect((await bob.api.call('GET', `/api/chats/${chat.id}/messages`)).status).toBe(404);
    const late = await bob.api.call('POST', `/api/chats/${chat.id}/messages`, { content: 'still here' });
    expect(late.status).toBe(404);
  });
});

describe('being removed', () => {
  test('[D20] whoever was removed learns by whom and from what; for everybody else there is no such chat', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const chat = await startGroup(ada, [bob], 'Climbing');
    const path = `/api/chats/${chat.id}/removal`;
    const never = await cleo.api.call<Problem>('GET', '/api/chats/never-used/removal');
    const outsider = await cleo.api.call<Problem>('GET', path);
    expect([outsider.status, outsider.body]).toEqual([404, never.body]);
    expect((await bob.api.call<Problem>('GET', path)).status).toBe(404);

    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    await ada.api.must('PATCH', `/api/chats/${chat.id}`, { name: 'Without Bob' });
    const removed = await bob.api.call<Removal>('GET', path);
    expect([removed.status, removed.body.userId]).toEqual([200, ada.user.id]);
    // It was renamed after: the name of now is not Bob's to know.
    expect(removed.body.chatName).toBeNull();
    expect((await cleo.api.call<Problem>('GET', path)).body).toEqual(never.body);

    await ada.api.must('POST', `/api/chats/${chat.id}/members`, { userIds: [bob.user.id, cleo.user.id] });
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${cleo.user.id}`);
    expect((await cleo.api.call<Removal>('GET', path)).body).toMatchObject({ chatName: 'Without Bob' });
    expect((await bob.api.call<Problem>('GET', path)).status).toBe(404);
    await bob.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    expect((await bob.api.call<Problem>('GET', path)).body).toEqual(never.body);
  });
});
