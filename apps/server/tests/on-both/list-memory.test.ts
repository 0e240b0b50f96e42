import type { Chat, ChatList, Message } from '@confab/protocol';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

async function listOf(person: Person): Promise<readonly Chat[]> {
  return (await person.api.must<ChatList>('GET', '/api/chats')).chats;
}

/** What a chat is described as when it is asked for by itself, from no memory. */
const alone = (person: Person, { id }: Pick<Chat, 'id'>) => person.api.must<Chat>('GET', `/api/chats/${id}`);

/** Of one that was answered before, and of which nothing has changed since, the second answer is made of nothing. */
async function expectTrue(person: Person): Promise<void> {
  await listOf(person);
  for (const chat of await listOf(person)) expect(chat).toEqual(await alone(person, chat));
}

const read = (person: Person, { id }: Chat, seq: number) => person.api.must('POST', `/api/chats/${id}/read`, { seq });

describe('[D79] a list of chats from memory', () => {
  test('[A14] [D20] has no chat of an outsider, and none any more of who was removed', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    await send(ada, group.id, 'ours');
    for (const person of [ada, bob, ada]) expect(await listOf(person)).toHaveLength(1);
    expect(await listOf(eve)).toEqual([]);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await listOf(bob)).toEqual([]);
    const [left] = await listOf(ada);
    expect(left?.members.map(({ user }) => user.id)).toEqual([ada.user.id]);
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [bob.user.id] });
    expect(await listOf(bob)).toHaveLength(1);
    await expectTrue(bob);
  });

  test('tells each what is unread for them, and how far the others have read', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    for (const word of ['one', 'two', `three @${cleo.user.username}`]) await send(ada, group.id, word);
    const countsOf = async (person: Person) => (await listOf(person)).map(({ unread, mentions }) => [unread, mentions]);
    const [{ lastSeq } = { lastSeq: 0 }] = await listOf(ada);
    expect([await countsOf(ada), await countsOf(bob), await countsOf(cleo)]).toEqual([[[0, 0]], [[3, 0]], [[3, 1]]]);
    await read(bob, group, lastSeq - 1);
    expect([await countsOf(ada), await countsOf(bob), await countsOf(cleo)]).toEqual([[[0, 0]], [[1, 0]], [[3, 1]]]);
    await read(cleo, group, lastSeq);
    expect([await countsOf(bob), await countsOf(cleo)]).toEqual([[[1, 0]], [[0, 0]]]);
    for (const person of [ada, bob, cleo]) await expectTrue(person);
  });

  test('[D43] tells nobody what somebody hides, and who hides nothing of the others', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const { seq } = await send(ada, group.id, 'hello');
    for (const person of [bob, cleo]) await read(person, group, seq);
    const readBy = async (person: Person) => {
      const members = (await listOf(person))[0]?.members ?? [];
      return [ada, bob, cleo].map(({ user }) => members.find((one) => one.user.id === user.id)?.readSeq);
    };
    expect([await readBy(ada), await readBy(bob)]).toEqual([
      [seq, seq, seq],
      [seq, seq, seq],
    ]);
    await bob.api.must('PUT', '/api/me/documents/privacy', { value: { receipts: 'hidden' } });
    expect(await readBy(ada)).toEqual([seq, 0, seq]);
    expect(await readBy(bob)).toEqual([0, seq, 0]);
    expect(await readBy(cleo)).toEqual([seq, 0, seq]);
    for (const person of [ada, bob, cleo]) await expectTrue(person);
  });

  test('[D87] says who has come and who has gone since it was last told', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    await startDirect(ada, bob);
    const isBobOnline = async (): Promise<boolean | undefined> =>
      (await listOf(ada))[0]?.members.find(({ user }) => user.id === bob.user.id)?.user.online;
    const askTwice = async () => [await isBobOnline(), await isBobOnline()];
    await using watcher = await connectLive(server.url, ada);
    watcher.send({ type: 'watch-presence', userIds: [bob.user.id] });
    expect(await askTwice()).toEqual([false, false]);
    const bobs = await connectLive(server.url, bob);
    expect(await askTwice()).toEqual([true, true]);
    await bobs[Symbol.asyncDispose]();
    await watcher.until(() => watcher.ofType('presence').at(-1)?.users[0]?.online === false, 'bob gone');
    expect(await askTwice()).toEqual([false, false]);
  });

  test('is what each chat is when it is asked for by itself, after whatever was done', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob]);
    const direct = await startDirect(ada, bob);
    const said: Message[] = [await send(ada, group.id, 'first')];
    const deeds: Record<string, (at: number) => Promise<unknown>> = {
      send: async (at) =>
        said.push(await send(ada, at % 2 ? group.id : direct.id, `message ${at} @${bob.user.username}`)),
      delete: async (at) => {
        const { chatId, id } = said[at % said.length] ?? { chatId: '', id: '' };
        await ada.api.must('DELETE', `/api/chats/${chatId}/messages/${id}`);
      },
      read: async (at) => await read(bob, at % 2 ? group : direct, at),
      rename: async (at) => await ada.api.must('PATCH', `/api/chats/${group.id}`, { name: `Group ${at}` }),
      add: async () => await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cleo.user.id] }),
      // Where she is none, there is nobody to remove.
      remove: async () => (await ada.api.call('DELETE', `/api/chats/${group.id}/members/${cleo.user.id}`)).status,
      promote: async (at) =>
        await ada.api.must('PUT', `/api/chats/${group.id}/members/${bob.user.id}`, {
          role: at % 2 ? 'admin' : 'member',
        }),
      profile: async (at) => await cleo.api.must('PATCH', '/api/auth/me', { displayName: `Cleo ${at}` }),
    };
    const step = fc.record({ what: fc.constantFrom(...Object.keys(deeds)), at: fc.nat({ max: 30 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        for (const { what, at } of steps) {
          await deeds[what]?.(at);
          for (const person of [ada, bob, cleo]) await expectTrue(person);
        }
      }),
      { numRuns: 3 },
    );
  });
});

/** The chats that a resume tells of whole. */
async function toldOf(person: Person, cursors: Record<string, number> = {}): Promise<Chat[]> {
  await using socket = await connectLive(server.url, person, { cursors });
  return socket.ofType('chats').flatMap(({ chats }) => chats);
}

/** But for who is online, which connecting changes. */
function withoutPresence({ members, ...chat }: Chat): unknown {
  return {
    ...chat,
    members: members.map(({ user, ...member }) => ({ ...member, user: user.id, name: user.displayName })),
  };
}

async function expectTold(person: Person): Promise<void> {
  const told = await toldOf(person);
  const listed = await listOf(person);
  expect(told.map(({ id }) => id).toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
  for (const chat of told) expect(withoutPresence(chat)).toEqual(withoutPresence(await alone(person, chat)));
}

describe('[D88] chats from memory in a resume', () => {
  test('[A14] [D20] are none of an outsider, none any more of who was removed, and none that the client knows', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const direct = await startDirect(ada, bob);
    const { rev } = await send(ada, group.id, 'ours');
    for (const person of [ada, bob]) expect(await toldOf(person)).toHaveLength(2);
    expect(await toldOf(eve)).toEqual([]);
    expect((await toldOf(bob, { [group.id]: rev })).map(({ id }) => id)).toEqual([direct.id]);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect((await toldOf(bob)).map(({ id }) => id)).toEqual([direct.id]);
    await expectTold(ada);
  });

  test('are what each is when it is asked for by itself, after messages, reading, names and members', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob]);
    const everybodyIsTold = async () => {
      for (const person of [ada, bob, cleo]) await expectTold(person);
    };
    const { id, seq } = await send(ada, group.id, `hello @${bob.user.username}`);
    await everybodyIsTold();
    await read(bob, group, seq);
    await everybodyIsTold();
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cleo.user.id] });
    await everybodyIsTold();
    await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${id}`);
    await cleo.api.must('PATCH', '/api/auth/me', { displayName: 'Cleo 2' });
    await everybodyIsTold();
    await bob.api.must('PUT', '/api/me/documents/privacy', { value: { receipts: 'hidden' } });
    await everybodyIsTold();
    await expect(toldOf(ada)).resolves.toMatchObject([{ unread: 0 }]);
  });
});

/** By chat, how far a client is told that its person is, which comes back with all of these chats. */
async function countedFor(person: Person, chats: readonly Pick<Chat, 'id' | 'rev'>[]) {
  const epoch = await epochOf(person);
  const cursors = Object.fromEntries(chats.map(({ id, rev }) => [id, rev]));
  await using socket = await connectLive(server.url, person, { epoch, cursors });
  const gone = socket.ofType('chat-removed').map(({ chatId }) => chatId);
  const own = socket.ofType('read').filter(({ userId }) => userId === person.user.id);
  return { counted: new Map(own.map((position) => [position.chatId, position])), gone };
}

async function epochOf(person: Person): Promise<string | null> {
  await using socket = await connectLive(server.url, person);
  return socket.ofType('welcome')[0]?.epoch ?? null;
}

/** The second time it is known. */
async function expectCounted(person: Person): Promise<void> {
  const chats = await Promise.all((await listOf(person)).map((chat) => alone(person, chat)));
  for (let time = 0; time < 2; time += 1) {
    const { counted } = await countedFor(person, chats);
    expect(counted.size).toBe(chats.length);
    for (const { id, members, unread, mentions, rev } of chats) {
      const readSeq = members.find(({ user }) => user.id === person.user.id)?.readSeq;
      expect(counted.get(id)).toMatchObject({ userId: person.user.id, readSeq, unread, mentions, atRev: rev });
    }
  }
}

describe('[D21] [D79] what a resume says is unread', () => {
  test('[A14] [D20] is nothing of an outsider, and of no chat any more that somebody was removed from', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const { rev } = await send(ada, group.id, 'ours');
    const known = [{ id: group.id, rev }];
    expect(await countedFor(eve, known)).toEqual({ counted: new Map(), gone: [group.id] });
    for (let time = 0; time < 2; time += 1) expect((await countedFor(bob, known)).counted.size).toBe(1);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await countedFor(bob, known)).toEqual({ counted: new Map(), gone: [group.id] });
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [bob.user.id] });
    await expectCounted(bob);
  });

  test('is what each chat says by itself, after messages, mentions, reading and deleting', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    const direct = await startDirect(ada, bob);
    const everybodyIsTold = async () => {
      for (const person of [ada, bob]) await expectCounted(person);
    };
    await everybodyIsTold();
    const { id, seq } = await send(ada, group.id, `hello @${bob.user.username}`);
    await send(bob, direct.id, 'hello');
    await everybodyIsTold();
    await send(ada, group.id, 'more');
    await everybodyIsTold();
    await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${id}`);
    await everybodyIsTold();
    await read(bob, group, seq);
    await everybodyIsTold();
    await read(bob, group, seq + 1);
    await everybodyIsTold();
  });
});
