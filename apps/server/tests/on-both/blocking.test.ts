import type { ActivityPage, BlockedUnread, Chat, DocumentPage, Message } from '@confab/protocol';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startPushPlace } from '../push-place.ts';
import { connectLive } from '../sockets.ts';

const place = await startPushPlace();
afterAll(() => place[Symbol.asyncDispose]());
const { server } = place;

const path = '/api/me/blocked/unread';
const at = ({ user }: Person): string => `@${user.username}`;
const block = (person: Person, ...people: Person[]) =>
  person.api.must('PUT', '/api/me/documents/blocked', {
    value: { userIds: people.map(({ user }) => user.id) },
  });
const unblock = (person: Person) => person.api.must('DELETE', '/api/me/documents/blocked');
const read = (person: Person, chatId: string, seq: number) =>
  person.api.must('POST', `/api/chats/${chatId}/read`, { seq });
const pathOf = ({ chatId, id }: Pick<Message, 'chatId' | 'id' | 'seq'>): string =>
  `/api/chats/${chatId}/messages/${id}`;

async function unreadOf(person: Person): Promise<readonly BlockedUnread[]> {
  return (await person.api.must<{ chats: BlockedUnread[] }>('GET', path)).chats;
}

/** By hand: what stands after the read position and is by these. */
async function countOf(person: Person, chat: Chat, blocked: readonly Person[]): Promise<BlockedUnread | undefined> {
  const { members, lastSeq, rev } = await person.api.must<Chat>('GET', `/api/chats/${chat.id}`);
  const readSeq = members.find(({ user }) => user.id === person.user.id)?.readSeq ?? 0;
  const theirs = (await readHistory(person, chat.id)).filter(
    ({ seq, kind, senderId, deletedAt }) =>
      seq > readSeq && kind === 'text' && deletedAt === null && blocked.some(({ user }) => user.id === senderId),
  );
  const naming = theirs.filter(({ mentions }) => mentions?.all ?? mentions?.userIds.includes(person.user.id));
  if (theirs.length === 0) return undefined;
  return { chatId: chat.id, readSeq, upToSeq: lastSeq, atRev: rev, unread: theirs.length, mentions: naming.length };
}

describe('what of the unread is by people whom somebody blocks', () => {
  test('[D82] nobody learns it but whoever blocks them, and not they themselves', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    await using heard = await connectLive(server.url, bob);
    await block(ada, bob);
    await send(bob, group.id, `${at(ada)} look`);
    expect((await server.fetch('GET', path)).status).toBe(401);
    expect(await unreadOf(ada)).toMatchObject([{ chatId: group.id, unread: 1, mentions: 1 }]);
    // Who is in none of its chats, and names whom they like.
    await block(eve, ada, bob);
    expect(await unreadOf(eve)).toEqual([]);
    expect(await unreadOf(bob)).toEqual([]);
    const told = await ada.api.must<Chat>('GET', `/api/chats/${group.id}`);
    expect(told).toMatchObject({ unread: 1, mentions: 1 });
    const { id } = await send(bob, group.id, 'the last word');
    await heard.next('message', ({ message }) => message.id === id);
    expect(JSON.stringify(heard.ofType('document'))).toBe('[]');
  });

  test('[D82] the numbers are those of counting by hand, after any changes', async () => {
    const { ada, bob, cy, dan } = await registerAll(server.url, 'ada', 'bob', 'cy', 'dan');
    const people = [bob, cy, dan];
    const chats = [await startGroup(ada, people), await startGroup(bob, [ada, cy, dan]), await startDirect(bob, ada)];
    const said: [Person, Message][] = [];
    let blocked: Person[] = [];
    const random = seeded(82);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    const words = (): string => pick(['nothing', `${at(ada)} look`, '@everyone', `${at(dan)} you`]);
    for (let step = 0; step < 60; step += 1) {
      const chat = pick(chats);
      const by = chat.kind === 'direct' ? bob : pick(people);
      const before = said.length === 0 ? null : pick(said);
      const deed = before ? random() : 0;
      const [sender, message] = before ?? [by, { chatId: chat.id, id: '', seq: 0 }];
      if (deed < 0.6) said.push([by, await send(by, chat.id, words())]);
      else if (deed < 0.75) await sender.api.call('PATCH', pathOf(message), { content: words() });
      else if (deed < 0.85) await sender.api.call('DELETE', pathOf(message));
      else if (deed < 0.92) await read(ada, message.chatId, message.seq);
      else await block(ada, ...(blocked = people.filter(() => random() < 0.5)));
      if (step % 6 !== 5) continue;
      const byHand = await Promise.all(chats.map((one) => countOf(ada, one, blocked)));
      expect((await unreadOf(ada)).toSorted(byChat)).toEqual(
        byHand.filter((one) => one !== undefined).toSorted(byChat),
      );
    }
    await unblock(ada);
    expect(await unreadOf(ada)).toEqual([]);
  });

  test('[D82] threads that somebody follows count, and those of a chat that they were removed from no more', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(bob, [ada]);
    const root = await send(ada, group.id, 'which boots?');
    const thread = await ada.api.must<Chat>('PUT', `${pathOf(root)}/thread`);
    await send(ada, thread.id, 'the brown ones?');
    await send(bob, thread.id, 'neither');
    await block(ada, bob);
    expect(await unreadOf(ada)).toMatchObject([{ chatId: thread.id, unread: 1, mentions: 0 }]);
    await bob.api.must('DELETE', `/api/chats/${group.id}/members/${ada.user.id}`);
    expect(await unreadOf(ada)).toEqual([]);
  });
});

test('[D82] activity is without what they did, and with it again afterwards', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const group = await startGroup(ada, [bob, cy]);
  const mine = await send(ada, group.id, 'hello');
  await send(bob, group.id, `${at(ada)} look`);
  await send(bob, group.id, '@everyone');
  await bob.api.must('PUT', `${pathOf(mine)}/reactions/${encodeURIComponent('👎')}`);
  await send(cy, group.id, `${at(ada)} never mind`);
  const entries = async () => (await ada.api.must<ActivityPage>('GET', '/api/me/activity')).entries;
  const all = await entries();
  expect(all.length).toBeGreaterThan(2);
  await block(ada, bob);
  expect((await entries()).map(({ userId }) => userId)).toEqual([cy.user.id]);
  const page = await ada.api.must<ActivityPage>('GET', '/api/me/activity?limit=1');
  expect(page).toMatchObject({ entries: [{ userId: cy.user.id }], nextCursor: null });
  await unblock(ada);
  expect(await entries()).toEqual(all);
});

test('[D82] a push tells nothing of theirs, and its number is without them', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const browser = await place.subscribe(ada);
  const group = await startGroup(cy, [ada, bob]);
  const muted = await startGroup(cy, [ada, bob]);
  await ada.api.must('PUT', `/api/me/documents/${encodeURIComponent(`chat/${muted.id}`)}`, {
    value: { muted: 'always' },
  });
  await block(ada, bob);
  for (const { id } of [group, muted]) {
    await send(bob, id, `${at(ada)} look`);
    await send(cy, id, 'never mind');
  }
  await send(cy, group.id, `${at(ada)} come`);
  await vi.waitFor(() => expect(browser.received.length).toBeGreaterThan(0), { timeout: 10_000 });
  const [first] = browser.received;
  expect(first?.payload).toMatchObject({ fromId: cy.user.id, badge: 2, count: 1 });
  expect(browser.received).toHaveLength(1);
});

test('[D45] [D82] what is sent later marks nothing of theirs unread', async () => {
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const [only, mixed] = [await startGroup(ada, [bob, cy]), await startGroup(ada, [bob, cy])];
  await block(ada, bob);
  for (const { id } of [only, mixed]) await send(bob, id, `${at(ada)} look`);
  await send(cy, mixed.id, 'hello');
  const due = new Date(Date.now() - 1_000).toISOString();
  for (const { id } of [only, mixed]) {
    const key = encodeURIComponent(`scheduled/${crypto.randomUUID()}`);
    await ada.api.must('PUT', `/api/me/documents/${key}`, { value: { chatId: id, content: 'later', at: due } });
  }
  await vi.waitFor(async () => {
    for (const { id } of [only, mixed]) expect((await readHistory(ada, id)).at(-1)?.content).toBe('later');
    const { documents } = await ada.api.must<DocumentPage>('GET', '/api/me/documents');
    const left = documents.filter(({ key, value }) => /^(scheduled|unread)\//.test(key) && value !== null);
    expect(left).toMatchObject([{ key: `unread/${mixed.id}`, value: { unread: 1, mentions: 0 } }]);
  }, 10_000);
});

const byChat = (one: BlockedUnread, other: BlockedUnread): number => (one.chatId < other.chatId ? -1 : 1);

/** The same numbers each time, in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
