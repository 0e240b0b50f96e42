import { createClient } from '@confab/client';
import { createSearchActions, type SearchActions } from '@confab/client/search';
import { type Message, type Problem, searchOperations, type SearchPage } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, expect, test } from 'vitest';
import { namesOf } from '../../src/search/names-of.ts';
import { readQuery } from '../../src/search/read-query.ts';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';
import { startTwoNodes } from '../two-nodes-of.ts';

const server = await startServer();
afterAll(() => server.close());

/** A slow machine takes longer than whoever searches waits for what was said right before. */
async function takenIn(): Promise<void> {
  const behind = async () =>
    /^confab_search_logs_behind (\d+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
  await expect.poll(behind, { timeout: 20_000, interval: 10 }).toBe('0');
}

function searching(person: Person): { actions: SearchActions; find: (query: string) => Promise<string[]> } {
  const client = createClient({ baseUrl: server.url, token: person.token });
  const asked = createSearchActions(client.rest);
  const actions: SearchActions = {
    search: async (ask) => {
      await takenIn();
      // It is put together from texts: nothing else holds it against what is declared.
      return searchOperations.search.answers[200].parse(await asked.search(ask));
    },
    countSearch: (ask) => takenIn().then(() => asked.countSearch(ask)),
  };
  const find = async (query: string) => (await actions.search({ query })).hits.map(({ message }) => message.content);
  return { actions, find };
}

test('[D77] [A10] [A11] people find what was said where they are now, in threads too, as it is now; nobody else does', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  const direct = await startDirect(ada, bob);
  const first = await send(ada, group.id, 'The Blue  heron landed');
  const inThread = await send(bob, threadIdOf(group.id, first.seq), 'a heron, really?');
  await send(ada, direct.id, 'Herons are ours');
  await send(ada, group.id, 'nothing of that bird');
  const mine = searching(bob);
  const outsider = searching(eve);

  expect(await outsider.find('heron')).toEqual([]);
  expect(await outsider.find(`heron from:${ada.user.username}`)).toEqual([]);
  const refused = (id: string) =>
    eve.api.call<Problem>('GET', `/api/search?query=heron&chatId=${encodeURIComponent(id)}`);
  for (const id of [group.id, inThread.chatId, 'never-used']) {
    expect(await refused(id)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  }
  expect((await outsider.actions.search({ query: `heron in:${group.id}` })).unknown).toEqual([`in:${group.id}`]);

  expect(await mine.find('HERON')).toEqual(['Herons are ours', 'a heron, really?', 'The Blue  heron landed']);
  const { hits } = await mine.actions.search({ query: 'blue "heron landed"', chatId: group.id });
  expect(hits).toMatchObject([{ chatId: group.id, message: { id: first.id }, before: null }]);
  expect(hits[0]?.ranges.map(({ start, end }) => first.content.slice(start, end))).toEqual(['Blue', 'heron landed']);
  expect(hits[0]?.after).toEqual({ senderId: ada.user.id, text: 'nothing of that bird' });
  expect((await mine.actions.search({ query: 'really', chatId: group.id })).hits).toMatchObject([
    { chatId: group.id, message: { chatId: inThread.chatId } },
  ]);

  const path = (message: Message) => `/api/chats/${message.chatId}/messages/${message.id}`;
  await ada.api.must('PATCH', path(first), { content: 'The egret landed' });
  expect(await mine.find('heron -herons')).toEqual(['a heron, really?']);
  expect(await mine.find('egret')).toEqual(['The egret landed']);
  await bob.api.must('DELETE', path(inThread));
  expect(await mine.find('heron')).toEqual(['Herons are ours']);
  expect((await mine.actions.countSearch({ query: 'th' })).chats).toEqual([{ chatId: group.id, count: 2 }]);

  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect(await mine.find('egret')).toEqual([]);
  expect((await mine.actions.countSearch({ query: 'egret' })).count).toBe(0);
});

test('[D77] filters say who, where, when and what, and what they can not say is named', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob], 'Bird Wätchers');
  const direct = await startDirect(ada, bob);
  const link = await send(ada, group.id, 'see https://birds.example/owl');
  const named = await send(bob, group.id, `@${ada.user.username} the owl again`);
  const alone = await send(bob, direct.id, 'an owl for two');
  const answer = await send(ada, threadIdOf(group.id, link.seq), 'owl yourself');
  await ada.api.must('PUT', `/api/chats/${group.id}/messages/${named.id}/reactions/%F0%9F%91%8D`);
  await ada.api.must('PUT', `/api/chats/${group.id}/messages/${link.id}/pin`);
  const { actions } = searching(ada);
  await ada.api.must('PUT', `/api/me/documents/${encodeURIComponent(`saved/${alone.id.replace('.', '-')}`)}`, {
    value: { chatId: direct.id, seq: alone.seq, savedAt: new Date().toISOString() },
  });
  const find = async (query: string) =>
    (await actions.search({ query })).hits.map(({ message }) => message.id).toSorted();
  const ids = (...messages: Message[]) => messages.map(({ id }) => id).toSorted();

  expect(await find('owl')).toEqual(ids(link, named, alone, answer));
  expect(await find(`owl from:@${bob.user.username.toUpperCase()}`)).toEqual(ids(named, alone));
  expect(await find('owl -from:me')).toEqual(ids(named, alone));
  expect(await find('owl is:mine')).toEqual(ids(link, answer));
  expect(await find('in:"bird watchers" owl')).toEqual(ids(link, named, answer));
  expect(await find(`in:@${bob.user.username}`)).toEqual(ids(alone));
  expect(await find('mentions:me')).toEqual(ids(named));
  expect(await find('has:link')).toEqual(ids(link));
  expect(await find('has:reaction owl')).toEqual(ids(named));
  expect(await find('has:poll')).toEqual([]);
  expect(await find('is:pinned')).toEqual(ids(link));
  expect(await find('is:thread')).toEqual(ids(link, answer));
  expect(await find('is:saved')).toEqual(ids(alone));
  expect(await find('owl -is:saved -is:thread')).toEqual(ids(named));
  expect(await find('owl on:today')).toEqual(ids(link, named, alone, answer));
  expect(await find('owl before:today')).toEqual([]);
  expect(await find('owl after:2024')).toEqual(ids(link, named, alone, answer));
  // Whoever waits to be let in is nobody yet (A5).
  const { waits } = await registerAll(server.url, 'waits');
  await server.parts.storage.db
    .updateTable('users')
    .set({ waiting_since: 1 })
    .where('id', '=', waits.user.id)
    .execute();
  for (const name of ['nobody.of.this.name', waits.user.username, waits.user.id]) {
    expect((await actions.search({ query: `owl from:${name}` })).unknown).toEqual([`from:${name}`]);
  }
  const refused = await ada.api.call<Problem>('GET', `/api/search?query=${encodeURIComponent('owl has:feathers')}`);
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ path: 'query' }] } });
});

test('[D78] pages follow each other without a gap both ways, and the best fit comes first where that is asked for', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  const said: string[] = [];
  for (let count = 0; count < 7; count += 1) said.push((await send(ada, chatId, `crane ${count}`)).content);
  const { actions } = searching(bob);
  const contents = ({ hits }: SearchPage) => hits.map(({ message }) => message.content);
  const first = await actions.search({ query: 'crane', limit: 3 });
  expect([contents(first), first.previousCursor]).toEqual([said.slice(4).toReversed(), null]);
  const second = await actions.search({ query: 'crane', limit: 3, after: first.nextCursor ?? '' });
  expect(contents(second)).toEqual(said.slice(1, 4).toReversed());
  const last = await actions.search({ query: 'crane', limit: 3, after: second.nextCursor ?? '' });
  expect([contents(last), last.nextCursor]).toEqual([said.slice(0, 1), null]);
  const back = await actions.search({ query: 'crane', limit: 3, before: last.hits[0]?.cursor ?? '' });
  expect(contents(back)).toEqual(contents(second));

  await send(ada, chatId, 'cranesbill');
  await send(ada, chatId, 'crane crane, what a crane');
  await send(ada, chatId, 'procrane');
  const best = await actions.search({ query: 'crane', sort: 'best', limit: 2 });
  expect(contents(best)).toEqual(['crane crane, what a crane', 'crane 6']);
  const next = await actions.search({ query: 'crane', sort: 'best', limit: 50, after: best.nextCursor ?? '' });
  expect(contents(next)).toEqual([...said.slice(0, 6).toReversed(), 'procrane', 'cranesbill']);
});

test('[A29] [A28] what means something to a database means nothing here', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  const { content } = await send(
    ada,
    chatId,
    "NEAR(words, 5) AND not* OR title:x ^col {a} 100% _ \\ '; drop table messages; --",
  );
  const { find } = searching(bob);
  const pieces = content.split(' ');
  for (const piece of [...pieces, content, '"near(words, 5)"', "drop'", 'col:x', '*', '"', '%', '(((', 'x"y']) {
    const answer = await bob.api.call<SearchPage>('GET', `/api/search?query=${encodeURIComponent(piece)}`);
    expect([200, 400]).toContain(answer.status);
  }
  expect(await find(content.replace('--', ''))).toEqual([content]);
  expect(await find('NEAR AND OR NOT')).toEqual([content]);
  expect(await find('wor%s')).toEqual([]);
});

test('[D26] what is said on one node is found on the other', async () => {
  await using two = await startTwoNodes();
  const [first, second] = two.nodes;
  const { ada, bob } = await registerAll(first.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  const said = await send(ada, chatId, 'the bittern booms');
  await using client = createClient({ baseUrl: second.url, token: bob.token });
  const find = async () => (await createSearchActions(client.rest).search({ query: 'bitt' })).hits;
  await expect.poll(find, { timeout: 20_000 }).toMatchObject([{ message: { id: said.id } }]);
  await ada.api.must('DELETE', `/api/chats/${chatId}/messages/${said.id}`);
  expect(await find()).toEqual([]);
});

test('[D77] what was saved is found in the one chat that is asked for alone', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const [group, direct] = [await startGroup(ada, [bob]), await startDirect(ada, bob)];
  for (const { id } of [group, direct]) {
    const { seq } = await send(ada, id, `a plover in ${id}`);
    await bob.api.must('PUT', `/api/me/documents/${encodeURIComponent(`saved/${id}-${seq}`)}`, {
      value: { chatId: id, seq, savedAt: new Date().toISOString() },
    });
  }
  const { actions, find } = searching(bob);
  expect(await find('is:saved')).toHaveLength(2);
  const { hits } = await actions.search({ query: 'is:saved', chatId: direct.id });
  expect(hits.map(({ chatId }) => chatId)).toEqual([direct.id]);
});

test('[A43] [D94] filters cost what they name, however often and in how many chats, and several chats are those that all of them name', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const [red, blue] = [await startGroup(ada, [bob], 'red barn'), await startGroup(ada, [bob], 'blue barn')];
  const [inRed, inBlue] = [await send(bob, red.id, 'a stork'), await send(ada, blue.id, 'a stork too')];
  const { find } = searching(ada);
  expect(await find('stork in:barn in:red')).toEqual([inRed.content]);
  expect(await find('stork in:red in:blue')).toEqual([]);
  expect(await find(`stork -in:red -from:${bob.user.username}`)).toEqual([inBlue.content]);
  expect(await find('stork -in:red -in:blue')).toEqual([]);

  let reads = 0;
  const { db } = server.parts.storage;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => ((reads += 1), node),
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const names = namesOf({ db: counted }, ada.user.id);
  const query = `${'in:barn '.repeat(20)}in:red in:re -in:b -in:blue is:saved -is:saved is:SAVED from:me from:me`;
  const read = await readQuery(query, { callerId: ada.user.id, zone: () => Promise.resolve('UTC'), now: 0, names });
  // The chats, and what was saved.
  expect(reads).toBe(2);
  expect(read.wanted.facts.map(({ anyOf, isNegated }) => [[...anyOf].length, isNegated])).toEqual([
    [1, false],
    [1, false],
    [2, true],
  ]);
});

test('[A43] many words, the same ones and long rows of them cost what few do, or an answer that goes on', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const words = letters.flatMap((one) => letters.map((other) => one + other)).slice(0, 160);
  const text = words.join(' ');
  const rest = ' a'.repeat(3_700);
  for (let count = 0; count < 60; count += 1) await send(ada, chatId, text + rest);
  const { actions } = searching(bob);

  const { hits } = await actions.search({ query: 'a '.repeat(249), limit: 1 });
  expect(hits[0]?.ranges.length).toBeLessThanOrEqual(100);
  expect((await actions.search({ query: `"${'a '.repeat(248)}"`, limit: 1 })).hits).toHaveLength(1);
  expect((await actions.search({ query: letters.join(' '), limit: 1 })).hits).toHaveLength(0);

  // More than one request may cost is left to the next ones.
  const first = await actions.search({ query: text, limit: 50 });
  expect(first.hits.length).toBeLessThan(50);
  expect(first.nextCursor).not.toBeNull();
  const next = await actions.search({ query: text, limit: 50, after: first.nextCursor ?? '' });
  expect(next.nextCursor).toBeNull();
  expect(first.hits.length + next.hits.length).toBe(60);
  expect(await actions.countSearch({ query: text })).toMatchObject({ count: first.hits.length, hasMore: true });
});
