import type { Message, PushedClose, PushedMessage } from '@confab/protocol';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Browser } from '../../src/push/service/push-service.ts';
import { api, passwordOf, type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startPushPlace } from '../push-place.ts';
import { connectLive } from '../sockets.ts';

const place = await startPushPlace();
afterAll(() => place[Symbol.asyncDispose]());
const { server, service } = place;

const messages = (browser: Browser): PushedMessage[] =>
  browser.received.map(({ payload }) => payload).filter((payload) => payload.type === 'message');

async function next(browser: Browser, count: number): Promise<PushedMessage | PushedClose> {
  const received = await browser.until(count);
  return received[count - 1]?.payload as PushedMessage | PushedClose;
}

/** The same person, logged in once more. */
async function logInAgain({ user }: Person): Promise<Person> {
  const body = { username: user.username, password: passwordOf(user.displayName) };
  const { token } = await api(server.url).must<{ token: string }>('POST', '/api/auth/login', body);
  return { user, token, api: api(server.url, token) };
}

const settle = ({ api: own }: Person, key: string, value: object): Promise<unknown> =>
  own.must('PUT', `/api/me/documents/${encodeURIComponent(key)}`, { value });

/** Texts that came before the last one, which is sent here. `to`: a name that has it heard in a group. */
async function textsBefore(
  browser: Browser,
  { to, from, chatId }: { to?: Person; from: Person; chatId: string },
): Promise<(string | undefined)[]> {
  const last = await send(from, chatId, to ? `@${to.user.username} the last word` : 'the last word');
  await vi.waitFor(() => expect(messages(browser).at(-1)?.seq).toBe(last.seq), { timeout: 10_000 });
  return messages(browser)
    .slice(0, -1)
    .map(({ text }) => text);
}

describe('what is pushed', () => {
  test('[D51] a direct message, encrypted for the browser, to each device of who is away', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const phone = await logInAgain(bob);
    const [one, other] = [await place.subscribe(bob), await place.subscribe(phone)];
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'The **boots** are muddy');
    const expected: PushedMessage = {
      v: 1,
      type: 'message',
      userId: bob.user.id,
      badge: 1,
      tag: chat.id,
      chatId: chat.id,
      seq: message.seq,
      messageId: message.id,
      at: message.createdAt,
      kind: 'direct',
      from: 'ada',
      fromId: ada.user.id,
      text: 'The boots are muddy',
      count: 1,
    };
    expect(await next(one, 1)).toEqual(expected);
    expect(await next(other, 1)).toEqual(expected);
    const [{ topic, urgency, ttl } = { topic: '', urgency: '', ttl: 0 }] = one.received;
    expect(topic).toMatch(/^[\w-]{32}$/);
    expect(topic).not.toBe(other.received[0]?.topic);
    expect([urgency, ttl]).toEqual(['high', 86_400]);
    expect(service.complaints).toEqual([]);
  });

  test('[D48] in groups what is to somebody; what they want hidden is not in it', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const group = await startGroup(ada, [bob], 'Field station');
    await send(ada, group.id, 'nothing in particular');
    await send(ada, group.id, `@${bob.user.username} look`);
    expect(await next(browser, 1)).toMatchObject({ chat: 'Field station', count: 1, mention: true, badge: 2 });
    await settle(bob, 'notifications', { push: { hideText: true, hideSender: true }, level: 'all' });
    await send(ada, group.id, 'a secret');
    const hidden = await next(browser, 2);
    expect(hidden).toMatchObject({ kind: 'group', count: 3 });
    expect(Object.keys(hidden)).not.toEqual(expect.arrayContaining(['text']));
    for (const word of ['secret', 'ada', 'Field']) expect(JSON.stringify(hidden)).not.toContain(word);
  });

  test('[D48] nothing of what is muted, sent silently, one’s own, or of a chat that one is not in', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const browser = await place.subscribe(bob);
    const [muted, quiet] = [await startGroup(ada, [bob]), await startDirect(ada, bob)];
    await startGroup(ada, [eve]).then(({ id }) => send(ada, id, `@${bob.user.username} not for you`));
    await settle(bob, `chat/${muted.id}`, { muted: 'always' });
    await send(ada, muted.id, `@${bob.user.username} muted`);
    await ada.api.must('POST', `/api/chats/${quiet.id}/messages`, { content: 'quietly', silent: true });
    await send(bob, quiet.id, 'my own');
    expect(await textsBefore(browser, { from: ada, chatId: quiet.id })).toEqual([]);
  });

  test('[D51] of one chat one notification: of the newest, and how many wait', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const chat = await startDirect(ada, bob);
    for (const text of ['one', 'two', 'three', 'four', 'five']) await send(ada, chat.id, text);
    await vi.waitFor(
      () => expect(messages(browser).at(-1)).toMatchObject({ text: 'five', count: 5, badge: 5 }),
      15_000,
    );
    expect(new Set(browser.received.map(({ topic }) => topic)).size).toBe(1);
    expect(browser.received.length).toBeLessThanOrEqual(5);
  });

  test('[D51] a thread that somebody follows, by its own name', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const group = await startGroup(ada, [bob], 'Field station');
    const root = await send(bob, group.id, 'who comes along?');
    const thread = await ada.api.must<{ id: string }>('PUT', `/api/chats/${group.id}/messages/${root.id}/thread`);
    await send(ada, thread.id, 'I do');
    expect(await next(browser, 1)).toMatchObject({
      chatId: thread.id,
      tag: thread.id,
      chat: 'Field station',
      text: 'I do',
    });
  });
});

describe('what an edit makes to somebody', () => {
  const edit = (from: Person, { chatId, id }: Message, content: string): Promise<Message> =>
    from.api.must('PATCH', `/api/chats/${chatId}/messages/${id}`, { content });

  test('[D48] whom it names anew is told, once, though it is an old one; who was named before is not', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const [bobs, eves] = [await place.subscribe(bob), await place.subscribe(eve)];
    const group = await startGroup(ada, [bob, eve]);
    const message = await send(ada, group.id, `@${bob.user.username} look`);
    const both = `@${bob.user.username} and @${eve.user.username} look`;
    for (let n = 0; n < 30; n += 1) await send(ada, group.id, `and ${n}`);
    const later = await send(ada, group.id, `@${eve.user.username} this too`);
    expect(await next(eves, 1)).toMatchObject({ seq: later.seq });
    await edit(ada, message, both);
    expect(await next(eves, 2)).toMatchObject({ seq: message.seq, text: both, edited: true, count: 2, mention: true });
    // Corrected, it says nothing new.
    await edit(ada, message, `${both}!`);
    expect((await textsBefore(eves, { to: eve, from: ada, chatId: group.id })).slice(2)).toEqual([]);
    expect((await textsBefore(bobs, { to: bob, from: ada, chatId: group.id })).slice(1)).toEqual([]);
  });

  test('[D48] who is named no more has it taken back, where it was for that alone', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const [bobs, eves] = [await place.subscribe(bob), await place.subscribe(eve)];
    const group = await startGroup(ada, [bob, eve]);
    await settle(eve, `chat/${group.id}`, { notify: 'all' });
    const message = await send(ada, group.id, 'nothing in particular');
    await next(eves, 1);
    await edit(ada, message, '@everyone look');
    expect(await next(bobs, 1)).toMatchObject({ seq: message.seq, text: '@everyone look' });
    for (let n = 0; n < 25; n += 1) await send(ada, group.id, `and ${n}`);
    await edit(ada, message, 'never mind');
    expect(await next(bobs, 2)).toMatchObject({ type: 'close', tag: group.id, seq: message.seq });
    expect(eves.received.filter(({ payload }) => payload.type === 'close')).toEqual([]);
  });

  test('[D32] [D48] in a thread, who follows it from then on', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'who comes along?');
    const thread = await ada.api.must<{ id: string }>('PUT', `/api/chats/${group.id}/messages/${root.id}/thread`);
    const message = await send(ada, thread.id, 'does he?');
    await edit(ada, message, `do you, @${bob.user.username}?`);
    expect(await next(browser, 1)).toMatchObject({ tag: thread.id, seq: message.seq });
  });
});

test('[A4] a log-in from a new device is pushed to those that were there, until one of them says who it was', async () => {
  const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
  const [phone, hers] = [await place.subscribe(ada), await place.subscribe(eve)];
  const userAgent = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: JSON.stringify({ username: ada.user.username, password: passwordOf('ada') }),
  });
  expect(answer.status).toBe(200);
  const told = await next(phone, 1);
  expect(told).toMatchObject({ type: 'log-in', userId: ada.user.id, userAgent });
  const [, session = ''] = told.tag.split('/');
  await ada.api.must('POST', `/api/auth/sessions/${session}/known`);
  expect(await next(phone, 2)).toMatchObject({ type: 'close', tag: `log-in/${session}` });
  expect(hers.received).toEqual([]);
});

describe('reminders', () => {
  test('[D46] [D51] ring on each device when they are due, in quiet times too, until they are done or put off', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const phone = await logInAgain(bob);
    const [one, other] = [await place.subscribe(bob), await place.subscribe(phone)];
    const group = await startGroup(ada, [bob], 'Field station');
    const { seq } = await send(ada, group.id, 'the **boots** are muddy');
    const quiet = { until: new Date(Date.now() + 3_600_000).toISOString() };
    await settle(bob, 'notifications', { quiet });
    const reminder = { chatId: group.id, seq, at: new Date(0).toISOString(), note: 'clean them' };
    await settle(bob, 'reminder/boots', reminder);
    const rings = { type: 'reminder', tag: 'reminder/boots', reminderId: 'boots', chatId: group.id, seq };
    const words = { note: 'clean them', text: 'the boots are muddy', from: 'ada', chat: 'Field station' };
    for (const browser of [one, other]) expect(await next(browser, 1)).toMatchObject({ ...rings, ...words });
    // Put off, it rings again.
    await settle(bob, 'reminder/boots', { ...reminder, at: new Date(Date.now() + 86_400_000).toISOString() });
    for (const browser of [one, other]) expect(await next(browser, 2)).toMatchObject({ type: 'close', tag: rings.tag });
    await settle(bob, 'notifications', { quiet, push: { hideText: true, hideSender: true } });
    await settle(bob, 'reminder/boots', reminder);
    const hidden = await next(one, 3);
    expect(hidden).toMatchObject(rings);
    for (const word of Object.values(words)) expect(JSON.stringify(hidden)).not.toContain(word);
    await phone.api.must('DELETE', `/api/me/documents/${encodeURIComponent('reminder/boots')}`);
    expect(await next(one, 4)).toMatchObject({ type: 'close', tag: rings.tag });
    expect(service.complaints).toEqual([]);
  });

  test('[A11] of a message that one may not read a reminder says nothing', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const browser = await place.subscribe(eve);
    const group = await startGroup(ada, [bob], 'Field station');
    const { seq } = await send(ada, group.id, 'not for her');
    await settle(eve, 'reminder/spy', { chatId: group.id, seq, at: new Date(0).toISOString(), note: 'mine' });
    const rung = await next(browser, 1);
    expect(rung).toMatchObject({ type: 'reminder', note: 'mine' });
    for (const word of ['not for her', 'ada', 'Field']) expect(JSON.stringify(rung)).not.toContain(word);
  });
});

describe('what is withdrawn', () => {
  test('[D51] what was read elsewhere, before the round that looks for what was missed', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const chat = await startDirect(ada, bob);
    const { seq } = await send(ada, chat.id, 'read me');
    await next(browser, 1);
    const startedAt = performance.now();
    await bob.api.must('POST', `/api/chats/${chat.id}/read`, { seq });
    const close = { v: 1, type: 'close', userId: bob.user.id, badge: 0, tag: chat.id, chatId: chat.id, seq };
    expect(await next(browser, 2)).toEqual(close);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  test('[D51] what was deleted: the one before it comes back, without a sound', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const chat = await startDirect(ada, bob);
    await send(ada, chat.id, 'first');
    await next(browser, 1);
    const second = await send(ada, chat.id, 'second');
    expect(await next(browser, 2)).toMatchObject({ text: 'second', count: 2 });
    const remove = ({ id }: Message): Promise<unknown> =>
      ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${id}`);
    await remove(second);
    expect(await next(browser, 3)).toMatchObject({ text: 'first', count: 1, quiet: true });
  });

  test('[D51] from who is removed: of the chat and of its threads', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const group = await startGroup(ada, [bob]);
    const root = await send(bob, group.id, 'who comes along?');
    const thread = await ada.api.must<{ id: string }>('PUT', `/api/chats/${group.id}/messages/${root.id}/thread`);
    await send(ada, thread.id, 'I do');
    await next(browser, 1);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await next(browser, 2)).toMatchObject({ type: 'close', tag: thread.id });
  });
});

describe('where nothing arrives', () => {
  test('[D50] on a device that logged out, and on no other one less', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const phone = await logInAgain(bob);
    const [laptop, lost] = [await place.subscribe(bob), await place.subscribe(phone)];
    const chat = await startDirect(ada, bob);
    await phone.api.must('POST', '/api/auth/logout');
    await send(ada, chat.id, 'still there?');
    expect(await next(laptop, 1)).toMatchObject({ text: 'still there?' });
    expect(lost.received).toEqual([]);
  });

  test('[D51] on devices of who is connected, until they had a moment to read it', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const [bobs, eves] = [await place.subscribe(bob), await place.subscribe(eve)];
    await using socket = await connectLive(server.url, bob);
    socket.send({ type: 'ping' });
    const group = await startGroup(ada, [bob, eve]);
    const { seq } = await send(ada, group.id, '@everyone come');
    await next(eves, 1);
    expect(bobs.received).toEqual([]);
    // Read in that moment: nothing comes of it.
    await bob.api.must('POST', `/api/chats/${group.id}/read`, { seq });
  });
});

describe('a push service in trouble', () => {
  test('[D51] what it does not take now it is sent later, as what it is then; others wait for nothing', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const [bobs, eves] = [await place.subscribe(bob), await place.subscribe(eve)];
    const group = await startGroup(ada, [bob, eve]);
    service.fail({ status: 429, retryAfter: '1' }, bobs);
    await send(ada, group.id, '@everyone one');
    expect(await next(eves, 1)).toMatchObject({ text: '@everyone one' });
    const two = await send(ada, group.id, '@everyone two');
    expect(await next(eves, 2)).toMatchObject({ text: '@everyone two' });
    // However much is said since, he is told of what names him.
    await Promise.all(Array.from({ length: 55 }, (_, index) => send(ada, group.id, `and ${index}`)));
    service.fail(null, bobs);
    expect(await next(bobs, 1)).toMatchObject({ text: '@everyone two', seq: two.seq });
  });

  test('[D50] a browser that withdrew its subscription is pushed to no more', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const browser = await place.subscribe(bob);
    const chat = await startDirect(ada, bob);
    service.fail({ status: 410 }, browser);
    await send(ada, chat.id, 'anybody there?');
    const list = (): Promise<{ subscriptions: unknown[] }> => bob.api.must('GET', '/api/me/push-subscriptions');
    await vi.waitFor(async () => expect((await list()).subscriptions).toEqual([]), { timeout: 10_000 });
  });
});
