import { createClient, isOnline } from '@confab/client';
import type { Chat, OwnUser, Problem, UserList } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, readHistory, registerAll, send, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const change = (person: Person, changes: object) =>
  person.api.must<{ user: OwnUser }>('PATCH', '/api/auth/me', changes).then(({ user }) => user);
const away = { emoji: '🌴', text: 'Away', until: null };

async function seenBy(viewer: Person, { user }: Person): Promise<UserList['users'][number] | undefined> {
  return (await viewer.api.must<UserList>('GET', `/api/auth/users?ids=${user.id}`)).users[0];
}

describe('what people say of themselves', () => {
  test('[A12] [D36] only they say it, within bounds, and nobody without an account sees it', async () => {
    const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
    expect((await server.fetch<Problem>('PATCH', '/api/auth/me', { status: away })).status).toBe(401);
    expect((await eve.api.call('PATCH', `/api/auth/users/${ada.user.id}`, { status: away })).status).toBe(404);
    const bad = [
      {},
      { status: { ...away, userId: ada.user.id } },
      { status: { ...away, text: 'x'.repeat(81) } },
      { status: { ...away, text: 'two\nlines' } },
      { status: { ...away, text: 'turned \u202eround' } },
      { status: { ...away, emoji: 'no emoji' } },
      { status: { ...away, emoji: ':NO:' } },
      { status: { ...away, until: 'soon' } },
      { timeZone: 'Mars/Olympus' },
      { timeZone: '../etc' },
      { timeZone: '+0100' },
      { id: ada.user.id, timeZone: 'UTC' },
    ];
    for (const body of bad) {
      const { status, body: problem } = await eve.api.call<Problem>('PATCH', '/api/auth/me', body);
      expect([body, status, problem.code]).toEqual([body, 400, 'invalid-request']);
    }
    expect(await seenBy(eve, ada)).not.toHaveProperty('status');
  });

  test('[D36] a status and a time zone are in their profile until they are taken back, and the name is a matter of its own', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    expect(await change(ada, { status: away, timeZone: 'Europe/Berlin' })).toMatchObject({
      displayName: 'ada',
      status: away,
    });
    const parrot = { ...away, emoji: ':party-parrot:' };
    expect(await change(ada, { status: parrot })).toMatchObject({ status: parrot });
    await change(ada, { status: away });
    await change(ada, { displayName: 'Ada L.' });
    expect(await seenBy(bob, ada)).toMatchObject({ displayName: 'Ada L.', status: away, timeZone: 'Europe/Berlin' });
    await change(ada, { status: { emoji: null, text: ' ', until: null } });
    expect(await seenBy(bob, ada)).not.toHaveProperty('status');
    await change(ada, { timeZone: null });
    expect(await seenBy(bob, ada)).not.toHaveProperty('timeZone');
  });

  test('[D36] is told live to whoever watches them, and to nobody else', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    await startGroup(ada, [bob]);
    await using watching = createClient({ baseUrl: server.url, token: bob.token });
    await using other = createClient({ baseUrl: server.url, token: eve.token });
    for (const client of [watching, other]) client.connect();
    await watching.until(({ chatsLoaded }) => chatsLoaded);
    await other.until(({ chatsLoaded }) => chatsLoaded);
    const stop = watching.watchPresence([ada.user.id]);
    await watching.until(({ presence }) => presence.has(ada.user.id));
    await change(ada, { status: away });
    const state = await watching.until(({ users }) => users.get(ada.user.id)?.status?.text === 'Away');
    expect(isOnline(state, ada.user.id)).toBe(false);
    await change(ada, { status: null });
    await watching.until(({ users }) => users.get(ada.user.id)?.status === undefined);
    expect(other.getState().users.has(ada.user.id)).toBe(false);
    stop();
  });
});

describe('notes to oneself', () => {
  test('[D36] everybody has one chat with themselves, which nobody else is in', async () => {
    const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
    const body = { kind: 'direct', memberIds: [ada.user.id] };
    const made = await ada.api.call<Chat>('POST', '/api/chats/', body);
    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'direct', name: 'Notes to self', members: [{ role: 'member' }] },
    });
    const chatId = made.body.id;
    expect(await ada.api.call<Chat>('POST', '/api/chats/', body)).toMatchObject({ status: 200, body: { id: chatId } });
    await send(ada, chatId, 'buy milk');
    expect(await readHistory(ada, chatId)).toHaveLength(1);
    expect((await eve.api.call('GET', `/api/chats/${chatId}`)).status).toBe(404);
    // It is not what eve gets who asks for a chat with her.
    const theirs = await eve.api.must<Chat>('POST', '/api/chats/', body);
    expect(theirs.id).not.toBe(chatId);
    const refused = await ada.api.call<Problem>('POST', `/api/chats/${chatId}/members`, { userIds: [eve.user.id] });
    expect(refused.body.code).toBe('chat-is-direct');
  });
});
