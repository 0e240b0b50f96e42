import { type ConfabClient, createClient } from '@confab/client';
import type { ActivityPage, Chat, Message, Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, register, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const at = ({ user }: Person): string => `@${user.username}`;
const pathOf = ({ chatId, id }: Message): string => `/api/chats/${chatId}/messages/${id}`;
const edit = (person: Person, message: Message, content: string) =>
  person.api.must<Message>('PATCH', pathOf(message), { content });
const read = (person: Person, chatId: string, seq: number) =>
  person.api.must<{ mentions: number }>('POST', `/api/chats/${chatId}/read`, { seq });

async function mentionsOf(person: Person, chatId: string): Promise<number | undefined> {
  return (await person.api.must<Chat>('GET', `/api/chats/${chatId}`)).mentions;
}

async function activityOf(person: Person, query = ''): Promise<ActivityPage> {
  return await person.api.must<ActivityPage>('GET', `/api/me/activity${query}`);
}

async function placesOf(person: Person): Promise<string[]> {
  return (await activityOf(person)).entries.map(({ kind, seq }) => `${kind} ${seq}`);
}

async function live({ token, user }: Person): Promise<ConfabClient> {
  const client = createClient({ baseUrl: server.url, token, me: user });
  client.connect();
  await client.until(({ chatsLoaded, chats }) => chatsLoaded && chats.size > 0);
  return client;
}

describe('who is mentioned', () => {
  test('[D20] [D33] only members are, and nobody else hears of it', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const outsider = await send(ada, group.id, `ask ${at(eve)}`);
    expect(outsider).not.toHaveProperty('mentions');
    const both = await send(ada, group.id, `${at(bob).toUpperCase()}, ${at(eve)}, ${at(ada)}: @nobody-there`);
    expect(both.mentions).toEqual({ userIds: [bob.user.id] });
    expect(await placesOf(eve)).toEqual([]);
    expect(await mentionsOf(bob, group.id)).toBe(1);
    expect(await mentionsOf(ada, group.id)).toBe(0);
    // Once she is in, what was said before is not unread to her.
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [eve.user.id] });
    expect(await mentionsOf(eve, group.id)).toBe(0);
    const named = await edit(ada, outsider, `ask ${at(eve)}!`);
    const since = { [eve.user.id]: Date.parse(named.editedAt ?? '') };
    expect(named.mentions).toEqual({ userIds: [eve.user.id], since });
    expect(await mentionsOf(eve, group.id)).toBe(0);
    expect(await placesOf(eve)).toEqual(['mention 1']);
  });

  test('[A12] it is read from the text, whatever a client says', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const path = `/api/chats/${chat.id}/messages`;
    const mentions = { userIds: [bob.user.id], names: ['bob'], all: 'everyone' };
    const refused = await ada.api.call<Problem>('POST', path, { content: 'hi', mentions });
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    const message = await send(ada, chat.id, 'hi');
    const edited = await ada.api.call<Problem>('PATCH', pathOf(message), { content: 'hi', mentions });
    expect([edited.status, edited.body.code]).toEqual([400, 'invalid-request']);
    const texts = [`\`${at(bob)}\``, `mail${at(bob)}`, `https://a.example/${at(bob)}`, '@everyone', '@here'];
    for (const text of texts) expect(await send(ada, chat.id, text)).not.toHaveProperty('mentions');
    expect(await mentionsOf(bob, chat.id)).toBe(0);
  });

  test('[D33] `@everyone` is all members but the sender, also those who are named beside it, and once', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob]);
    const message = await send(ada, group.id, `@everyone and ${at(bob)}`);
    expect(message.mentions).toEqual({ userIds: [bob.user.id], all: 'everyone' });
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cleo.user.id] });
    expect([await mentionsOf(bob, group.id), await mentionsOf(cleo, group.id)]).toEqual([1, 0]);
    expect([await placesOf(ada), await placesOf(bob), await placesOf(cleo)]).toEqual([[], ['mention 1'], []]);
    await edit(ada, message, at(bob));
    expect([await mentionsOf(bob, group.id), await placesOf(bob)]).toEqual([1, ['mention 1']]);
  });

  test('[D33] `@here` is who is online at that moment, and what comes right behind it stays behind it', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    await using bobs = await connectLive(server.url, bob);
    await using adas = await connectLive(server.url, ada);
    for (const content of ['@here', 'next', 'last']) {
      adas.send({ type: 'send', chatId: group.id, clientId: `${content}.${group.id}`, content });
    }
    await bobs.next('message', ({ message }) => message.content === 'last');
    const said = bobs.ofType('message').map(({ message }) => message);
    expect(said.map(({ content }) => content)).toEqual(['@here', 'next', 'last']);
    expect(said[0]?.mentions).toEqual({ userIds: [bob.user.id], all: 'here' });
    expect([await mentionsOf(bob, group.id), await mentionsOf(cleo, group.id)]).toEqual([1, 0]);
  });
});

describe('how many', () => {
  test('[D33] the number follows reading, edits and deletions, over REST, live and for the SDK on two devices', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using laptop = await live(bob);
    await using phone = await live(bob);
    const all = async (mentions: number): Promise<void> => {
      for (const device of [laptop, phone]) {
        await device.until(({ chats }) => chats.get(chat.id)?.mentions === mentions);
      }
      expect(await mentionsOf(bob, chat.id)).toBe(mentions);
    };
    expect(laptop.getState().features).toEqual(expect.arrayContaining(['mentions', 'activity', 'documents/activity']));
    const one = await send(ada, chat.id, `${at(bob)} one`);
    const two = await send(ada, chat.id, `two`);
    const three = await send(ada, chat.id, `three ${at(bob)}`);
    await all(2);
    await edit(ada, two, `two ${at(bob)}`);
    await all(3);
    await edit(ada, three, 'three');
    await all(2);
    await ada.api.must('DELETE', pathOf(one));
    await all(1);
    // One that connects now knows none of these messages.
    await using tablet = await live(bob);
    await edit(ada, two, 'two');
    await tablet.until(({ chats }) => chats.get(chat.id)?.mentions === 0);
    await edit(ada, two, `two ${at(bob)}`);
    await all(1);
    await tablet.until(({ chats }) => chats.get(chat.id)?.mentions === 1);
    laptop.markRead(chat.id, 2);
    await all(0);
    expect(await read(bob, chat.id, 3)).toMatchObject({ readSeq: 3, unread: 0, mentions: 0 });
    await send(ada, chat.id, `${at(bob)} four`);
    await all(1);
    await bob.api.must('POST', `/api/chats/${chat.id}/messages`, { content: 'yes' });
    await all(0);
  });
});

describe('activity', () => {
  test('[D33] mentions and reactions, the newest first, in pages; what was undone or deleted is not there', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    await using bobs = await connectLive(server.url, bob);
    const mine = await send(bob, group.id, 'mine');
    await send(ada, group.id, at(bob));
    const gone = await send(cleo, group.id, at(bob));
    const react = (person: Person, method: string, emoji: string) =>
      person.api.must(method, `${pathOf(mine)}/reactions/${encodeURIComponent(emoji)}`);
    await react(ada, 'PUT', '👍');
    await react(ada, 'PUT', '🎉');
    await react(cleo, 'PUT', '👍');
    await react(bob, 'PUT', '👍');
    await bobs.until(() => bobs.ofType('activity').length >= 5, 'five times activity');
    const { entries, nextCursor } = await activityOf(bob);
    expect(nextCursor).toBeNull();
    expect(entries.map(({ kind, seq, userId }) => `${kind} ${seq} ${userId}`)).toEqual([
      `reaction 1 ${cleo.user.id}`,
      `reaction 1 ${ada.user.id}`,
      `mention 3 ${cleo.user.id}`,
      `mention 2 ${ada.user.id}`,
    ]);
    expect(entries[0]).toMatchObject({ chatId: group.id, messageId: mine.id });
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: ActivityPage = await activityOf(bob, `?limit=1${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.entries.map(({ kind, seq }) => `${kind} ${seq}`));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(['reaction 1', 'reaction 1', 'mention 3', 'mention 2']);
    await react(ada, 'DELETE', '👍');
    expect(await placesOf(bob)).toHaveLength(4);
    await react(ada, 'DELETE', '🎉');
    await cleo.api.must('DELETE', pathOf(gone));
    expect(await placesOf(bob)).toEqual(['reaction 1', 'mention 2']);
    const bad = await bob.api.call<Problem>('GET', '/api/me/activity?cursor=abc');
    expect([bad.status, bad.body.code]).toEqual([400, 'invalid-request']);
  });

  test('[A11] of a chat that one is not in any more nothing is shown', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const group = await startGroup(ada, [bob]);
    await send(ada, group.id, at(bob));
    await send(ada, group.id, '@everyone');
    expect(await placesOf(bob)).toEqual(['mention 2', 'mention 1']);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await placesOf(bob)).toEqual([]);
    expect(await placesOf(await register(server.url, 'eve'))).toEqual([]);
  });
});
