import { createClient } from '@confab/client';
import { createLinkActions } from '@confab/client/links';
import type { LinkListPage, Message, Problem } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, expect, test } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { createMemoryBus } from '../../src/bus/memory-bus.ts';
import { LinkIndex } from '../../src/links/link-index.ts';
import { createLogWriter } from '../../src/log/log-writer.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[D56] [A10] [A11] its members see what was said with links, there and in its threads, as it is now', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  const elsewhere = await startDirect(ada, bob);
  await using client = createClient({ baseUrl: server.url, token: bob.token });
  const actions = createLinkActions(client.rest);
  const list = async (asked: Promise<LinkListPage>) => {
    const { messages, hasMore, isWhole } = await asked;
    return [...messages.map(({ content }) => content), hasMore, isWhole];
  };
  const refused = async (person: Person): Promise<string> =>
    (await person.api.call<Problem>('GET', `/api/chats/${group.id}/links`)).body.code;
  expect(await refused(eve)).toBe('not-found');

  const first = await send(ada, group.id, 'read https://a.example/1');
  await send(bob, group.id, 'no link: `https://a.example/code`');
  const inThread = await send(ada, threadIdOf(group.id, first.seq), 'or www.b.example');
  await send(ada, elsewhere.id, 'https://elsewhere.example');
  expect(await list(actions.chatLinks(group.id))).toEqual([inThread.content, first.content, false, true]);

  // What changes is found as what is new, and a place in the list is any message of the chat.
  const edit = (message: Message, content: string) =>
    ada.api.must('PATCH', `/api/chats/${group.id}/messages/${message.id}`, { content });
  const plain = await send(ada, group.id, 'where?');
  await edit(plain, 'at [the place](https://c.example/)');
  await edit(first, 'read it');
  const last = await send(ada, group.id, 'https://d.example');
  const [changed, gone] = ['at [the place](https://c.example/)', last.content];
  expect(await list(actions.chatLinks(group.id, { limit: 2 }))).toEqual([gone, changed, true, true]);
  await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${last.id}`);
  expect(await list(actions.chatLinks(group.id))).toEqual([changed, inThread.content, false, true]);
  expect(await list(actions.chatLinks(group.id, { before: plain }))).toEqual([inThread.content, false, true]);
  const { seq } = await send(ada, elsewhere.id, 'of another chat');
  await expect(actions.chatLinks(group.id, { before: { chatId: elsewhere.id, seq } })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  // Two nodes, or two people, at once.
  await send(ada, group.id, 'https://e.example');
  const both = await Promise.all([list(actions.chatLinks(group.id)), list(actions.chatLinks(group.id))]);
  expect(both).toEqual([both[1], both[0]]);
  expect(both[0]?.[0]).toBe('https://e.example');

  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect(await refused(bob)).toBe('not-found');
});

test('[D56] what was said before anybody asked is found from its beginning, once, however many nodes look at the same time', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  const { storage } = server.parts;
  const senderId = ada.user.id;
  // More than a page of changes.
  const said = Array.from({ length: 1_200 }, (_, place) =>
    place % 100 === 0 ? `https://a.example/${place}` : 'words',
  );
  await storage.log.commit(
    said.map((content, place) => ({ type: 'send', chatId, senderId, clientId: `${place}`, content, at: Date.now() })),
  );
  const nodes = [1, 2, 3].map(
    () => new LinkIndex({ storage, writer: createLogWriter({ log: storage.log, bus: createMemoryBus() }) }),
  );
  await Promise.all(nodes.map((node) => node.catchUp(chatId)));
  await using client = createClient({ baseUrl: server.url, token: bob.token });
  const { messages, isWhole } = await createLinkActions(client.rest).chatLinks(chatId);
  const found = messages.map(({ content }) => content).toReversed();
  expect([found, isWhole]).toEqual([said.filter((content) => content !== 'words'), true]);
});
