import { randomUUID } from 'node:crypto';
import { createClient } from '@confab/client';
import type { Chat, Message, Problem, PublicGroupList } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, readHistory, register, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const settingsOf = (chat: Chat): string => `/api/chats/${chat.id}/settings`;
const change = (person: Person, chat: Chat, settings: object) => person.api.must('PATCH', settingsOf(chat), settings);
const joinPath = (chat: Chat): string => `/api/groups/${chat.id}/join`;

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body.code];
}

async function startPublic(owner: Person, name: string): Promise<Chat> {
  return await owner.api.must<Chat>('POST', '/api/chats/', {
    kind: 'group',
    name,
    memberIds: [],
    visibility: 'public',
  });
}

describe('settings of a group', () => {
  test('[D20] [D34] nobody but its owners and admins changes them, and to an outsider the group is not there', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    expect(await refusalOf(eve, 'PATCH', settingsOf(group), { topic: 'mine' })).toEqual([404, 'not-found']);
    expect(await refusalOf(bob, 'PATCH', settingsOf(group), { topic: 'mine' })).toEqual([403, 'forbidden']);
    const direct = await startDirect(ada, bob);
    expect(await refusalOf(ada, 'PATCH', settingsOf(direct), { topic: 'ours' })).toEqual([409, 'chat-is-direct']);
    for (const bad of [{}, { topic: 'x'.repeat(121) }, { topic: 'a\u202eb' }, { posting: 'nobody' }, { hue: 1 }]) {
      expect([bad, await refusalOf(ada, 'PATCH', settingsOf(group), bad)]).toEqual([bad, [400, 'invalid-request']]);
    }
    expect(await readHistory(ada, group.id)).toEqual([]);

    await change(ada, group, { topic: ' where  we meet ', description: 'First line\n\nSecond' });
    // Nothing more to tell.
    await change(ada, group, { topic: 'where we meet', posting: 'everyone' });
    expect(await bob.api.must<Chat>('GET', `/api/chats/${group.id}`)).toMatchObject({
      rev: 1,
      parts: { topic: 'where we meet', description: 'First line\n\nSecond' },
      lastMessage: { kind: 'system', event: { type: 'group-changed', chatParts: { topic: 'where we meet' } } },
    });
  });

  test('[D34] where only owners and admins write, others are refused, in whatever way they send', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    const clientId = randomUUID();
    const said = await send(bob, group.id, 'before', clientId);
    await change(ada, group, { posting: 'admins', description: '"posting":"everyone"' });
    const path = `/api/chats/${group.id}/messages`;
    expect(await refusalOf(bob, 'POST', path, { content: 'after' })).toEqual([403, 'forbidden']);
    expect(await refusalOf(bob, 'POST', path, { content: 'after', clientId: randomUUID() })).toEqual([
      403,
      'forbidden',
    ]);
    // With a part that features look at.
    expect(await refusalOf(bob, 'POST', path, { content: '@ada look', clientId: randomUUID() })).toEqual([
      403,
      'forbidden',
    ]);
    // A retry is answered as ever (D1).
    expect(await send(bob, group.id, 'before', clientId)).toEqual(said);
    await using socket = await connectLive(server.url, bob);
    socket.send({ type: 'send', chatId: group.id, clientId: 'late', content: 'after' });
    expect(await socket.next('error')).toMatchObject({ code: 'forbidden', clientId: 'late' });

    // Nor by an edit of what was said before.
    expect(await refusalOf(bob, 'PATCH', `${path}/${said.id}`, { content: 'after' })).toEqual([403, 'forbidden']);

    // In a thread, and not by way of it into the chat.
    const thread = `/api/chats/${threadIdOf(group.id, said.seq)}/messages`;
    const asked = await bob.api.must<Message>('POST', thread, { content: 'a question', clientId: randomUUID() });
    await bob.api.must('PATCH', `${thread}/${asked.id}`, { content: 'another' });
    expect(await refusalOf(bob, 'POST', thread, { content: 'loud', toChat: true })).toEqual([403, 'forbidden']);

    await ada.api.must('PUT', `/api/chats/${group.id}/members/${cleo.user.id}`, { role: 'admin' });
    await send(cleo, group.id, 'for all');
    // A neighbour in the same batch is not disturbed.
    const direct = await startDirect(bob, cleo);
    const [refused, fine] = await Promise.all([
      refusalOf(bob, 'POST', path, { content: 'no' }),
      send(bob, direct.id, 'yes'),
    ]);
    expect([refused, fine.content]).toEqual([[403, 'forbidden'], 'yes']);
    await change(ada, group, { posting: 'everyone' });
    await send(bob, group.id, 'at last');
    // What somebody writes about the group opens and shuts nothing.
    await change(ada, group, { topic: '"posting":"admins"' });
    await send(bob, group.id, 'still');
  });

  test('[D34] who adds people is a setting too', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob]);
    await change(ada, group, { adding: 'admins' });
    const path = `/api/chats/${group.id}/members`;
    expect(await refusalOf(bob, 'POST', path, { userIds: [cleo.user.id] })).toEqual([403, 'forbidden']);
    await ada.api.must('POST', path, { userIds: [cleo.user.id] });
  });
});

describe('public groups', () => {
  const listed = async (person: Person, query: string): Promise<PublicGroupList['groups']> =>
    (await person.api.must<PublicGroupList>('GET', `/api/groups?query=${query}`)).groups;

  test('[D20] [D35] a private group is not found and not joined, as if it were not there', async () => {
    const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
    const word = randomUUID();
    const group = await startGroup(ada, [], `Secret ${word}`);
    expect(await listed(eve, word)).toEqual([]);
    const refused = await eve.api.call<Problem>('POST', joinPath(group));
    const unknown = await eve.api.call<Problem>('POST', '/api/groups/cnothing/join');
    expect([refused.status, refused.body.detail]).toEqual([404, unknown.body.detail]);
    const direct = await startDirect(ada, await register(server.url, 'bob'));
    expect(await refusalOf(eve, 'POST', joinPath(direct))).toEqual([404, 'not-found']);

    await change(ada, group, { visibility: 'public' });
    expect(await listed(eve, word)).toHaveLength(1);
    await change(ada, group, { visibility: 'private' });
    expect(await listed(eve, word)).toEqual([]);
    expect(await refusalOf(eve, 'POST', joinPath(group))).toEqual([404, 'not-found']);
  });

  test('[D35] anybody finds one by its name of today, sees no more than what it is, and is in it once they join', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const word = randomUUID();
    const group = await startPublic(ada, `Before ${word}`);
    await send(ada, group.id, 'of no concern to others');
    await change(ada, group, { description: 'For whoever hikes' });
    await ada.api.must('PATCH', `/api/chats/${group.id}`, { name: `ÖSTERREICH ${word}` });
    expect(await listed(bob, `before ${word}`)).toEqual([]);
    expect(await listed(bob, encodeURIComponent(`österreich ${word}`))).toEqual([
      { id: group.id, name: `ÖSTERREICH ${word}`, description: 'For whoever hikes', memberCount: 1, isMember: false },
    ]);
    expect(await refusalOf(bob, 'GET', `/api/chats/${group.id}`)).toEqual([404, 'not-found']);

    await using client = createClient({ baseUrl: server.url, token: bob.token });
    client.connect();
    await client.until(({ connection }) => connection.status === 'live');
    await client.joinGroup(group.id);
    const { chats } = await client.until((state) => state.chats.get(group.id)?.lastMessage?.kind === 'system');
    expect(chats.get(group.id)).toMatchObject({
      unread: 0,
      lastMessage: { content: 'bob joined', senderId: bob.user.id },
    });
    // Once more is no change.
    expect(await bob.api.must<Chat>('POST', joinPath(group))).toMatchObject({ rev: chats.get(group.id)?.rev });
    expect(await listed(bob, word)).toMatchObject([{ memberCount: 2, isMember: true }]);
    await send(ada, group.id, 'welcome');
    await client.until((state) => state.chats.get(group.id)?.lastMessage?.content === 'welcome');
  });

  test('[D35] whoever was removed is not back by themselves, whoever left is', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startPublic(ada, 'Open');
    await bob.api.must('POST', joinPath(group));
    await bob.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    await bob.api.must('POST', joinPath(group));
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await refusalOf(bob, 'POST', joinPath(group))).toEqual([403, 'forbidden']);
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [bob.user.id] });
    await bob.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    await bob.api.must('POST', joinPath(group));
  });

  test('[A10] [D31] nobody joins a thread of one, removed from the group or not', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startPublic(ada, 'Open');
    const thread = { ...group, id: threadIdOf(group.id, (await send(ada, group.id, 'ours')).seq) };
    await send(ada, thread.id, 'behind the door');
    await bob.api.must('POST', joinPath(group));
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    for (const person of [bob, eve]) {
      expect(await refusalOf(person, 'POST', joinPath(thread))).toEqual([404, 'not-found']);
    }
    const { lastSeq, members } = await ada.api.must<Chat>('GET', `/api/chats/${thread.id}`);
    expect([lastSeq, members.map(({ user }) => user.id)]).toEqual([1, [ada.user.id]]);
  });

  test('[A29] come in pages, whatever their names and the search hold', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const word = randomUUID();
    for (const name of ['100%_off', 'a', 'b', "o'clock"]) await startPublic(ada, `${word} ${name}`);
    const first = await bob.api.must<PublicGroupList>('GET', `/api/groups?query=${word}&limit=3`);
    const rest = await bob.api.must<PublicGroupList>(
      'GET',
      `/api/groups?query=${word}&limit=3&cursor=${String(first.nextCursor)}`,
    );
    expect([...first.groups, ...rest.groups].map(({ name }) => name.slice(word.length + 1))).toEqual([
      '100%_off',
      'a',
      'b',
      "o'clock",
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(await listed(bob, encodeURIComponent(`${word} 1__%`))).toEqual([]);
    expect(await refusalOf(bob, 'GET', '/api/groups?cursor=nonsense')).toEqual([400, 'invalid-request']);
  });
});
