import { type ChatState, createClient, type ConfabClient, messageAt } from '@confab/client';
import type { Chat, Message, Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, readHistory, register, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connect, connectLive, joinChat } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const pathOf = ({ chatId, id }: Message): string => `/api/chats/${chatId}/messages/${id}/pin`;
const pin = (person: Person, message: Message) => person.api.must<Message>('PUT', pathOf(message));
const unpin = (person: Person, message: Message) => person.api.must<Message>('DELETE', pathOf(message));

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body.code];
}

async function pinned(person: Person, chatId: string): Promise<string[]> {
  const { messages } = await person.api.must<{ messages: Message[] }>('GET', `/api/chats/${chatId}/pins`);
  return messages.map(({ content }) => content);
}

const contentsOf = (messages: readonly Message[]): string[] => messages.map(({ content }) => content);

describe('who may', () => {
  test('[D20] to an outsider nothing is there to be pinned, listed or set', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const message = await send(ada, group.id, 'ours');
    const attempts = [
      ['PUT', pathOf(message)],
      ['DELETE', pathOf(message)],
      ['GET', `/api/chats/${group.id}/pins`],
      ['PUT', `/api/chats/${group.id}/pinning`, { pinning: 'everyone' }],
    ] as const;
    for (const [method, path, body] of attempts) {
      expect([method, path, ...(await refusalOf(eve, method, path, body))]).toEqual([method, path, 404, 'not-found']);
    }
    // By way of a chat that is hers.
    const own = await startDirect(eve, bob);
    expect(await refusalOf(eve, 'PUT', pathOf({ ...message, chatId: own.id }))).toEqual([404, 'not-found']);
    expect(await readHistory(ada, group.id)).toHaveLength(1);
  });

  test('[D30] both of a direct chat pin and unpin, whoever sent it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'the address');
    expect(await pin(bob, message)).toMatchObject({ content: 'the address', pin: { by: bob.user.id } });
    expect(await pinned(ada, chat.id)).toEqual(['the address']);
    expect(await unpin(ada, message)).not.toHaveProperty('pin');
    expect(await pinned(ada, chat.id)).toEqual([]);
    const setting = `/api/chats/${chat.id}/pinning`;
    expect(await refusalOf(ada, 'PUT', setting, { pinning: 'everyone' })).toEqual([409, 'chat-is-direct']);
  });

  test('[D30] a member of a group does once its owners and admins let everyone, and no more when they take it back', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    await ada.api.must('PUT', `/api/chats/${group.id}/members/${cleo.user.id}`, { role: 'admin' });
    const message = await send(bob, group.id, 'mine');
    const setting = `/api/chats/${group.id}/pinning`;
    expect(await refusalOf(bob, 'PUT', pathOf(message))).toEqual([403, 'forbidden']);
    expect(await refusalOf(bob, 'PUT', setting, { pinning: 'everyone' })).toEqual([403, 'forbidden']);
    await pin(cleo, message);
    expect(await refusalOf(bob, 'DELETE', pathOf(message))).toEqual([403, 'forbidden']);

    await cleo.api.must('PUT', setting, { pinning: 'everyone' });
    // Nothing more to tell.
    await cleo.api.must('PUT', setting, { pinning: 'everyone' });
    expect(await bob.api.must<Chat>('GET', `/api/chats/${group.id}`)).toMatchObject({
      parts: { pinning: 'everyone' },
      lastMessage: {
        kind: 'system',
        content: 'cleo allowed members to pin messages',
        event: { type: 'pinning-changed', chatParts: { pinning: 'everyone' } },
      },
    });
    await unpin(bob, message);
    await pin(bob, message);
    await ada.api.must('PUT', setting, { pinning: 'admins' });
    expect(await refusalOf(bob, 'DELETE', pathOf(message))).toEqual([403, 'forbidden']);
    expect(contentsOf(await readHistory(bob, group.id)).slice(2)).toEqual([
      'cleo pinned a message',
      'cleo allowed members to pin messages',
      'bob pinned a message',
      'ada allowed only owners and admins to pin messages',
    ]);
  });

  test('a chat that never said who pins has no parts', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    expect(group).not.toHaveProperty('parts');
    expect(await refusalOf(ada, 'PUT', `/api/chats/${group.id}/pinning`, { pinning: 'nobody' })).toEqual([
      400,
      'invalid-request',
    ]);
  });
});

describe('what is pinned', () => {
  test('[D30] a message is pinned once, and unpinned without a line', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const first = await send(ada, chat.id, 'first');
    const second = await send(bob, chat.id, 'second');
    const [one, other] = await Promise.all([pin(ada, first), pin(bob, first)]);
    expect(other).toEqual(one);
    await pin(ada, second);
    expect(await pinned(bob, chat.id)).toEqual(['second', 'first']);
    const line = (await readHistory(bob, chat.id)).at(-1);
    expect(line).toMatchObject({ kind: 'system', content: 'ada pinned a message', senderId: ada.user.id });
    expect(line?.event).toEqual({ type: 'message-pinned', seq: second.seq });
    const history = await readHistory(bob, chat.id);
    expect(await unpin(bob, second)).toEqual(await unpin(ada, second));
    expect(await readHistory(bob, chat.id)).toEqual(
      history.map(({ pin: mark, ...message }) =>
        message.seq === second.seq ? { ...message, rev: 7 } : { ...message, ...(mark && { pin: mark }) },
      ),
    );
    // Again, and it is the newest.
    await pin(bob, second);
    expect(await pinned(ada, chat.id)).toEqual(['second', 'first']);
  });

  test('[D30] an edit and a reaction keep the pin, a deletion ends it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'at ten');
    const { pin: mark } = await pin(bob, message);
    const path = `/api/chats/${chat.id}/messages/${message.id}`;
    const edited = await ada.api.must<Message>('PATCH', path, { content: 'at eleven' });
    const reacted = await bob.api.must<Message>('PUT', `${path}/reactions/${encodeURIComponent('👍')}`);
    expect([edited.pin, reacted.pin]).toEqual([mark, mark]);
    expect(await unpin(bob, message)).toMatchObject({ reactions: [{ emoji: '👍' }] });
    await pin(bob, message);
    expect(await pinned(ada, chat.id)).toEqual(['at eleven']);
    expect(await ada.api.must('DELETE', path)).not.toHaveProperty('pin');
    expect(await pinned(ada, chat.id)).toEqual([]);
    expect(await refusalOf(bob, 'PUT', pathOf(message))).toEqual([409, 'message-deleted']);
    expect(await unpin(bob, message)).toMatchObject({ content: '' });
  });

  test('a system message is not pinned, nor one that is not there', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await pin(ada, await send(ada, chat.id, 'words'));
    const line = (await readHistory(ada, chat.id)).at(-1);
    if (!line) throw new Error('Nothing told of the pin.');
    expect(await refusalOf(ada, 'PUT', pathOf(line))).toEqual([403, 'forbidden']);
    const absent = { ...line, id: line.id.replace(/\d+$/, '99') };
    expect(await refusalOf(ada, 'PUT', pathOf(absent))).toEqual([404, 'not-found']);
  });

  test('[D30] what is said in a thread is not pinned, and to an outsider is not there', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const chat = await startDirect(ada, bob);
    const { seq } = await send(ada, chat.id, 'words');
    const answer = await send(bob, `${chat.id}~${seq.toString(36)}`, 'more words');
    expect(await refusalOf(eve, 'PUT', pathOf(answer))).toEqual([404, 'not-found']);
    expect(await refusalOf(ada, 'PUT', pathOf(answer))).toEqual([403, 'forbidden']);
    expect(await pinned(ada, answer.chatId)).toEqual([]);
    expect(await readHistory(ada, answer.chatId)).toHaveLength(1);
  });

  test('[D30] the 51st is refused until one is unpinned or deleted, however many come at once', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const messages = await Promise.all(Array.from({ length: 53 }, (_, index) => send(ada, chat.id, `m${index}`)));
    const answers = await Promise.all(messages.map((message) => ada.api.call<Problem>('PUT', pathOf(message))));
    const refused = answers.flatMap(({ status, body }) => (status === 200 ? [] : [body]));
    expect(refused.map(({ code }) => code)).toEqual(['too-many-pins', 'too-many-pins', 'too-many-pins']);
    expect(refused[0]?.detail).toContain('Unpin one first');
    expect(await pinned(bob, chat.id)).toHaveLength(50);
    const isPinned = (index: number): boolean => answers[index]?.status === 200;
    const [one, two] = messages.filter((_, index) => isPinned(index));
    const [more, another] = messages.filter((_, index) => !isPinned(index));
    if (!one || !two || !more || !another) throw new Error('Not as many as expected.');
    await unpin(bob, one);
    await pin(bob, more);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${two.id}`);
    await pin(bob, another);
    expect(await refusalOf(bob, 'PUT', pathOf(one))).toEqual([409, 'too-many-pins']);
    expect(await pinned(bob, chat.id)).toHaveLength(50);
    // As a node of the version before deletes: it leaves the pin, which nobody sees any more or could take off.
    await server.parts.storage.db
      .updateTable('messages')
      .set({ content: '', parts: null, deleted_at: Date.now() })
      .where('chat_id', '=', chat.id)
      .where('seq', '=', more.seq)
      .execute();
    await pin(bob, one);
    expect(await pinned(bob, chat.id)).toHaveLength(50);
  });
});

describe('who hears of it', () => {
  test('[D6] [D7] the line and the mark come live, one change after the other, on both sockets', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'look');
    await using unified = await connectLive(server.url, bob);
    await using simple = await joinChat(server.url, chat.id, bob);
    await pin(ada, message);
    await unified.next('message', (event) => event.message.rev === 3);
    await simple.next('message', (event) => event.message.rev === 3);
    for (const heard of [unified.ofType('message'), simple.ofType('message')]) {
      const [line, marked] = heard.map((event) => event.message);
      expect(line).toMatchObject({ rev: 2, event: { type: 'message-pinned', seq: message.seq } });
      expect(marked).toMatchObject({ rev: 3, seq: message.seq, pin: { by: ada.user.id, at: line?.createdAt } });
    }
    await unpin(bob, message);
    await unified.next('message', ({ message: changed }) => changed.rev === 4 && changed.pin === undefined);
  });

  test('[D15] a resume shows what was pinned meanwhile, and `welcome` says that the server can', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'look');
    const { pin: mark } = await pin(ada, message);
    const { epoch } = (await connect(server.url, bob)).ofType('welcome')[0] ?? {};
    await using socket = await connectLive(server.url, bob, { epoch: epoch ?? null, cursors: { [chat.id]: 1 } });
    expect(socket.ofType('welcome')[0]?.features).toContain('pins');
    const caughtUp = socket.events.flatMap((event) =>
      event.type === 'changes' ? event.messages : event.type === 'message' ? [event.message] : [],
    );
    expect(caughtUp.find(({ seq }) => seq === message.seq)?.pin).toEqual(mark);
  });

  test('the SDK pins, lists, follows the setting of a group, and says what is refused', async () => {
    const [ada, bob] = [await register(server.url, 'ada'), await register(server.url, 'bob')];
    const group = await startGroup(ada, [bob]);
    const message = await send(ada, group.id, 'look');
    await using mine = await live(ada);
    await using others = await live(bob);
    await expect(others.pin(message)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await mine.setPinning(group.id, 'everyone');
    await others.until(({ chats }) => chats.get(group.id)?.parts?.pinning === 'everyone');
    await others.pin(message);
    await mine.until(({ chats }) => pinIn(chats.get(group.id), message.seq) === bob.user.id);
    expect(contentsOf(await mine.pinned(group.id))).toEqual(['look']);
    await mine.unpin(message);
    await others.until(({ chats }) => pinIn(chats.get(group.id), message.seq) === undefined);
    expect(await mine.pinned(group.id)).toEqual([]);
  });
});

function pinIn(chat: ChatState | undefined, seq: number): string | undefined {
  return chat && messageAt(chat.log, seq)?.pin?.by;
}

async function live({ token, user }: Person): Promise<ConfabClient> {
  const client = createClient({ baseUrl: server.url, token, me: user });
  client.connect();
  await client.until(({ chatsLoaded, chats }) => chatsLoaded && chats.size > 0);
  for (const chatId of client.getState().chats.keys()) await client.loadNewest(chatId);
  return client;
}
