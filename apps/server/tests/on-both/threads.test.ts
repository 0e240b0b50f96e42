import { randomUUID } from 'node:crypto';
import { type ConfabClient, createClient, isFollowed } from '@confab/client';
import type { Chat, Message, Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connect } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const threadIdAt = ({ chatId, seq }: Message): string => `${chatId}~${seq.toString(36)}`;
const pathOf = ({ chatId, id }: Message): string => `/api/chats/${chatId}/messages/${id}/thread`;
const openThread = (person: Person, message: Message) => person.api.must<Chat>('PUT', pathOf(message));
const follow = (person: Person, threadId: string, method = 'PUT') =>
  person.api.call<Problem>(method, `/api/threads/${threadId}/following`);
const chatOf = (person: Person, chatId: string) => person.api.must<Chat>('GET', `/api/chats/${chatId}`);

function say(person: Person, chatId: string, content: string, more: object = {}) {
  return person.api.call<Message & Problem>('POST', `/api/chats/${chatId}/messages`, { content, ...more });
}

async function rootNow(person: Person, { chatId, seq }: Message): Promise<Message | undefined> {
  return (await readHistory(person, chatId)).find((message) => message.seq === seq);
}

describe('who may', () => {
  test('[D20] to whoever is not in its chat a thread does not exist, whatever they call it by', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    const secret = (await say(ada, threadId, 'a secret')).body;
    const attempts = [
      ['PUT', pathOf(root)],
      ['GET', `/api/chats/${threadId}`],
      ['GET', `/api/chats/${threadId}/messages`],
      ['POST', `/api/chats/${threadId}/messages`, { content: 'hi' }],
      ['PATCH', `/api/chats/${threadId}/messages/${secret.id}`, { content: 'hi' }],
      ['DELETE', `/api/chats/${threadId}/messages/${secret.id}`],
      ['PUT', `/api/chats/${threadId}/messages/${secret.id}/reactions/👍`],
      ['PUT', `/api/threads/${threadId}/following`],
      ['DELETE', `/api/threads/${threadId}/following`],
      ['POST', `/api/chats/${threadId}/read`, { seq: 1 }],
      ['GET', `/api/chats/${threadId}/active-users`],
      ['POST', `/api/chats/${threadId}/members`, { userIds: [eve.user.id] }],
    ] as const;
    for (const [method, path, body] of attempts) {
      const answer = await eve.api.call<Problem>(method, path, body);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, 'not-found']);
    }
    // By way of a chat that is hers.
    const own = await startDirect(eve, bob);
    await send(eve, own.id, 'mine');
    const crossed = `/api/chats/${own.id}~1/messages/${secret.id}`;
    expect((await eve.api.call('DELETE', crossed)).status).toBe(404);
    expect(await readHistory(ada, threadId)).toHaveLength(1);
  });

  test('nobody is put into a thread, and it has no name, roles or settings of its own', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'a secret');
    const attempts = [
      ['POST', `/api/chats/${threadId}/members`, { userIds: [eve.user.id] }],
      ['PATCH', `/api/chats/${threadId}`, { name: 'Mine' }],
      ['PUT', `/api/chats/${threadId}/members/${bob.user.id}`, { role: 'owner' }],
      ['DELETE', `/api/chats/${threadId}/members/${bob.user.id}`],
      ['PUT', `/api/chats/${threadId}/pinning`, { pinning: 'everyone' }],
    ] as const;
    for (const [method, path, body] of attempts) {
      expect([path, (await ada.api.call(method, path, body)).status]).toEqual([path, 404]);
    }
    expect((await say(eve, threadId, 'let me in')).status).toBe(404);
  });

  test('[D19] whoever is removed from the chat is out of its threads, and follows none when back', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'here I am');
    const second = threadIdAt(await send(ada, group.id, 'ours too'));
    await say(bob, second, 'and here');
    const elsewhere = await startGroup(ada, [bob]);
    const kept = threadIdAt(await send(ada, elsewhere.id, 'another'));
    await say(bob, kept, 'and there');
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    const isFollowing = async (id: string): Promise<boolean> =>
      (await chatOf(ada, id)).members.some(({ user }) => user.id === bob.user.id);
    expect([await isFollowing(second), await isFollowing(elsewhere.id), await isFollowing(kept)]).toEqual([
      false,
      true,
      true,
    ]);
    expect((await bob.api.call('GET', `/api/chats/${threadId}/messages`)).status).toBe(404);
    expect((await say(bob, threadId, 'still here')).status).toBe(404);
    expect((await follow(bob, threadId)).status).toBe(404);
    expect((await chatOf(ada, threadId)).members.map(({ user }) => user.id)).toEqual([ada.user.id]);
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [bob.user.id] });
    expect(await chatOf(bob, threadId)).toMatchObject({ unread: 0, lastSeq: 1 });
    expect((await say(bob, threadId, 'back')).status).toBe(201);
  });

  test('an admin of the group deletes in its threads, a member what is theirs', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const root = await send(bob, group.id, 'ours');
    const threadId = threadIdAt(root);
    const { body: first } = await say(bob, threadId, 'one');
    const { body: second } = await say(cleo, threadId, 'two');
    const at = (message: Message): string => `/api/chats/${threadId}/messages/${message.id}`;
    expect((await bob.api.call('DELETE', at(second))).status).toBe(403);
    await ada.api.must('DELETE', at(second));
    expect((await rootNow(ada, root))?.thread?.count).toBe(1);
    await bob.api.must('DELETE', at(first));
    expect((await rootNow(ada, root))?.thread?.count).toBe(0);
  });
});

describe('a thread', () => {
  test('[D31] its first message makes it, and its root tells how many, who and when', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const root = await send(ada, group.id, 'the mast');
    const threadId = threadIdAt(root);
    const clientId = randomUUID();
    const { body: first } = await say(bob, threadId, 'loose?', { clientId });
    expect([first.chatId, first.seq]).toEqual([threadId, 1]);
    // A retry (D1) is the same message and tells nothing again.
    expect((await say(bob, threadId, 'loose?', { clientId })).status).toBe(200);
    const { body: last } = await say(cleo, threadId, 'yes');
    const now = await rootNow(ada, root);
    expect(now).toMatchObject({
      content: 'the mast',
      thread: { id: threadId, count: 2, userIds: [cleo.user.id, bob.user.id], lastAt: last.createdAt },
    });
    expect(now?.rev).toBe(3);
    // Whoever wrote, and whose message it is, follow it; nobody else's list has it, and no list of chats at all.
    const thread = await openThread(ada, root);
    expect(thread).toMatchObject({ id: threadId, kind: 'thread', name: null, lastSeq: 2, unread: 2 });
    const followers = thread.members.map(({ user }) => user.id).toSorted();
    expect(followers).toEqual([ada.user.id, bob.user.id, cleo.user.id].toSorted());
    const { chats } = await ada.api.must<{ chats: Chat[] }>('GET', '/api/chats');
    expect(chats.map(({ id }) => id)).toEqual([group.id]);
  });

  test('[D31] opening one makes no message, of a message that is there and that somebody wrote', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    expect(await openThread(bob, root)).toMatchObject({ lastSeq: 0, rev: 0, unread: 0, members: [] });
    expect(await openThread(bob, root)).toMatchObject({ kind: 'thread', createdBy: ada.user.id });
    expect((await rootNow(ada, root))?.thread).toBeUndefined();
    await ada.api.must('PATCH', `/api/chats/${group.id}`, { name: 'Harbour' });
    const line = (await readHistory(ada, group.id)).at(-1);
    if (!line) throw new Error('Nothing was told.');
    expect((await ada.api.call('PUT', pathOf(line))).status).toBe(403);
    const gone = await send(ada, group.id, 'a slip');
    await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${gone.id}`);
    expect((await ada.api.call('PUT', pathOf(gone))).status).toBe(409);
    expect((await say(ada, threadIdAt(gone), 'hm')).status).toBe(409);
    // No thread in a thread, nor of what is not there.
    const { body: inside } = await say(bob, threadIdAt(root), 'hm');
    expect((await bob.api.call('PUT', pathOf(inside))).status).toBe(404);
    expect((await say(bob, `${group.id}~zz`, 'hm')).status).toBe(404);
  });

  test('[D31] it stays when its root is deleted, and the root says so', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const root = await send(ada, chat.id, 'shall we?');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'gladly');
    await ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${root.id}`);
    expect(await rootNow(bob, root)).toMatchObject({ content: '', thread: { count: 1 } });
    expect((await say(bob, threadId, 'or not')).status).toBe(201);
    expect((await rootNow(bob, root))?.thread?.count).toBe(2);
  });

  test('[D32] it is followed by hand and no more, and by who is mentioned there', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'one');
    expect((await follow(cleo, threadId)).status).toBe(204);
    expect(await chatOf(cleo, threadId)).toMatchObject({ unread: 0 });
    await say(bob, threadId, 'two');
    expect(await chatOf(cleo, threadId)).toMatchObject({ unread: 1 });
    await follow(cleo, threadId, 'DELETE');
    await say(bob, threadId, 'three');
    expect(await chatOf(cleo, threadId)).toMatchObject({ unread: 0 });
    await say(bob, threadId, `four @${cleo.user.username}`);
    expect(await chatOf(cleo, threadId)).toMatchObject({ unread: 1, mentions: 1 });
    const { entries } = await ada.api.must<{ entries: { kind: string; chatId: string; seq: number }[] }>(
      'GET',
      '/api/me/activity',
    );
    expect(entries).toMatchObject([{ kind: 'thread', chatId: threadId, seq: 4 }]);
    expect((await follow(ada, group.id)).status).toBe(404);
  });

  test('[D31] a message is said in the chat too, in one transaction, and only from a thread', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const { body } = await say(bob, threadIdAt(root), 'done!', { toChat: true });
    expect(body.toChat).toBe(true);
    const history = await readHistory(ada, group.id);
    expect(history.at(-1)).toMatchObject({
      content: 'done!',
      senderId: bob.user.id,
      fromThread: { rootSeq: root.seq, seq: body.seq },
    });
    expect((await say(bob, group.id, 'no', { toChat: true })).status).toBe(400);
    expect((await say(bob, group.id, 'no', { fromThread: { rootSeq: 1, seq: 1 } })).status).toBe(400);
  });

  test('[D4] many who write at once have their places without gaps, and the root counts all', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => say(n % 2 === 0 ? ada : bob, n % 5 === 0 ? group.id : threadId, `${n}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect((await readHistory(ada, threadId)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 16 }, (_, n) => n + 1),
    );
    expect((await rootNow(ada, root))?.thread?.count).toBe(16);
  });
});

describe('live', () => {
  const resume = { type: 'resume', epoch: null, cursors: {} } as const;

  /** A connection that asked for threads, with all that it was told until it was ready. */
  async function connectWithThreads(person: Person, cursors: Record<string, number> = {}, epoch: string | null = null) {
    const socket = await connect(server.url, person);
    socket.send({ ...resume, epoch, cursors, threads: true });
    await socket.next('ready');
    return socket;
  }
  type Socket = Awaited<ReturnType<typeof connect>>;
  const contentsAt = (socket: Socket, chatId: string): string[] =>
    socket.events.flatMap((frame) =>
      frame.type === 'message' && frame.message.chatId === chatId ? [frame.message.content] : [],
    );
  const chatsAt = (socket: Socket): string[] =>
    socket.events.flatMap((frame) => (frame.type === 'chats' ? frame.chats.map(({ id }) => id) : []));

  test('[D25] a client that does not ask for threads is told of none', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'one');
    await using socket = await connect(server.url, bob);
    socket.send(resume);
    await socket.next('ready');
    await say(ada, threadId, 'two');
    await bob.api.must('POST', `/api/chats/${threadId}/read`, { seq: 2 });
    await send(ada, group.id, 'the end');
    await socket.until(() => contentsAt(socket, group.id).includes('the end'), 'the end');
    expect([chatsAt(socket), socket.ofType('following'), socket.ofType('read')]).toEqual([[group.id], [], []]);
    expect(contentsAt(socket, threadId)).toEqual([]);
    socket.send({ type: 'watch-thread', chatId: threadId });
    expect(await socket.next('error')).toMatchObject({ code: 'invalid-frame' });
  });

  test('[D32] one that asks gets the threads that its person follows, as chats, and those that it watches', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'one');
    await using bobs = await connectWithThreads(bob);
    await using cleos = await connectWithThreads(cleo);
    expect(chatsAt(bobs)).toContain(threadId);
    expect(chatsAt(cleos)).not.toContain(threadId);
    cleos.send({ type: 'watch-thread', chatId: threadId });
    await cleos.until(() => chatsAt(cleos).includes(threadId), 'the thread');
    await say(ada, threadId, 'two');
    await bobs.until(() => contentsAt(bobs, threadId).includes('two'), 'two');
    await cleos.until(() => contentsAt(cleos, threadId).includes('two'), 'two');
    await say(cleo, threadId, 'three');
    expect(await cleos.next('following')).toEqual({ type: 'following', chatId: threadId, following: true });

    // A cursor is caught up from, as of any chat (D15).
    const welcome = bobs.events.find((frame) => frame.type === 'welcome');
    await using again = await connectWithThreads(bob, { [threadId]: 1 }, welcome?.epoch ?? null);
    const changes = again.events.flatMap((frame) =>
      frame.type === 'changes' ? frame.messages : frame.type === 'message' ? [frame.message] : [],
    );
    expect(changes.filter(({ chatId }) => chatId === threadId).map(({ content }) => content)).toEqual(['two', 'three']);
  });

  test('[D19] removal from the chat ends it within a second, for who follows a thread and for who watches it', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await say(bob, threadId, 'one');
    await using bobs = await connectWithThreads(bob);
    await using cleos = await connectWithThreads(cleo);
    cleos.send({ type: 'watch-thread', chatId: threadId });
    await cleos.until(() => chatsAt(cleos).includes(threadId), 'the thread');
    for (const person of [bob, cleo]) {
      await ada.api.must('DELETE', `/api/chats/${group.id}/members/${person.user.id}`);
    }
    for (const socket of [bobs, cleos]) {
      const isShut = (): boolean =>
        socket.events.some((frame) => frame.type === 'chat-removed' && frame.chatId === threadId);
      await socket.until(isShut, 'the end of the thread');
    }
    await say(ada, threadId, 'a secret');
    const end = await startDirect(ada, bob);
    // Said before the chat is told, it would come with that.
    await bobs.until(() => chatsAt(bobs).includes(end.id), 'the other chat');
    await send(ada, end.id, 'over');
    await bobs.until(() => contentsAt(bobs, end.id).includes('over'), 'over');
    expect([contentsAt(bobs, threadId), contentsAt(cleos, threadId)]).toEqual([[], []]);
    for (const socket of [bobs, cleos]) {
      socket.send({ type: 'watch-thread', chatId: threadId });
      expect(await socket.next('error')).toMatchObject({ code: 'not-found' });
    }
  });
});

function clientOf({ token, user }: Person): ConfabClient {
  const client = createClient({ baseUrl: server.url, token, me: user });
  client.connect();
  return client;
}

describe('the SDK', () => {
  test('[D32] keeps threads apart from chats, live, with their unread messages, on every device, until its person is removed', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'ours');
    const threadId = threadIdAt(root);
    await using desk = clientOf(bob);
    await using phone = clientOf(bob);
    await using adas = clientOf(ada);
    for (const client of [desk, phone, adas]) await client.until(({ connection }) => connection.status === 'live');

    expect((await desk.openThread(root)).id).toBe(threadId);
    desk.openChat(threadId);
    await desk.until((state) => state.threads.get(threadId)?.active?.count === 1);
    expect([desk.getState().threads.get(threadId)?.kind, desk.getState().chats.has(threadId)]).toEqual([
      'thread',
      false,
    ]);
    await adas.openThread(root);
    await adas.send(threadId, 'look').delivered;
    // Who watches sees it; who does not follow has nothing unread elsewhere.
    await desk.until((state) => state.threads.get(threadId)?.lastMessage?.content === 'look');
    expect(phone.getState().threads.has(threadId)).toBe(false);

    await desk.send(threadId, 'I see').delivered;
    await phone.until((state) => isFollowed(state.threads.get(threadId) ?? { members: [] }, bob.user.id));
    await adas.until((state) => state.threads.get(threadId)?.unread === 1);
    await adas.send(threadId, 'more').delivered;
    await phone.until((state) => state.threads.get(threadId)?.unread === 1);
    desk.markRead(threadId, 3);
    await phone.until((state) => state.threads.get(threadId)?.unread === 0);

    await phone.unfollowThread(threadId);
    await desk.until((state) => !isFollowed(state.threads.get(threadId) ?? { members: [] }, bob.user.id));
    await phone.followThread(threadId);
    await desk.until((state) => isFollowed(state.threads.get(threadId) ?? { members: [] }, bob.user.id));

    await adas.removeMember(group.id, bob.user.id);
    for (const client of [desk, phone]) await client.until(({ threads, chats }) => threads.size + chats.size === 0);
    await expect(desk.openThread(root)).rejects.toMatchObject({ code: 'not-found' });
  });
});
