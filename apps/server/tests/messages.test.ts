import { randomUUID } from 'node:crypto';
import type { Message, MessagePage, Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

describe('sending', () => {
  test('[D1] a retry with the same clientId and content answers 200 and the same message', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const body = { content: '  hello  ', clientId: randomUUID() };
    const path = `/api/chats/${chat.id}/messages`;
    const first = await ada.api.call<Message>('POST', path, body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ seq: 1, rev: 1, kind: 'text', content: 'hello', clientId: body.clientId });
    const again = await ada.api.call<Message>('POST', path, body);
    expect([again.status, again.body]).toEqual([200, first.body]);
    const other = await ada.api.call<Problem>('POST', path, { ...body, content: 'other' });
    expect([other.status, other.body.code]).toEqual([409, 'client-id-reused']);
    expect(await readHistory(bob, chat.id)).toEqual([first.body]);
  });

  test('[D1] [D4] many retries at once write once, and many sends at once have no gap', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const clientIds = Array.from({ length: 20 }, () => randomUUID());
    const sends = clientIds.flatMap((clientId) => [
      send(ada, chat.id, `m ${clientId}`, clientId),
      send(ada, chat.id, `m ${clientId}`, clientId),
    ]);
    const messages = await Promise.all(sends);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(20);
    const history = await readHistory(bob, chat.id);
    expect(history.map(({ seq }) => seq)).toEqual(clientIds.map((_, index) => index + 1));
  });

  test.each([
    ['empty', { content: '' }, 'content'],
    ['blank', { content: ' \n ' }, 'content'],
    ['too long', { content: 'x'.repeat(8_001) }, 'content'],
    ['a number', { content: 7 }, 'content'],
    ['a NUL', { content: 'a\u0000b' }, 'content'],
    ['missing', {}, 'content'],
    ['with an unknown field', { content: 'x', seq: 1 }, 'seq'],
    ['with a clientId of spaces', { content: 'x', clientId: ' ' }, 'clientId'],
  ])('[A12] [D5] content that is %s is refused by name and writes nothing', async (_name, body, field) => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const answer = await ada.api.call<Problem>('POST', `/api/chats/${chat.id}/messages`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors?.map(({ path }) => path)).toContain(field);
    expect(await readHistory(ada, chat.id)).toEqual([]);
  });

  test('8,000 characters of any script are kept as they are', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    for (const content of ['ж'.repeat(8_000), '👩‍🚀 שלום مرحبا', "'; DROP TABLE messages; --", '{"$ne":null}']) {
      expect((await send(ada, chat.id, content)).content).toBe(content);
    }
  });
});

describe('history', () => {
  test('comes in pages, ascending, by either bound', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    for (let index = 1; index <= 12; index += 1) await send(ada, chat.id, `m${index}`);
    const page = async (query: string): Promise<[number[], boolean]> => {
      const body = await bob.api.must<MessagePage>('GET', `/api/chats/${chat.id}/messages${query}`);
      return [body.messages.map(({ seq }) => seq), body.hasMore];
    };
    expect(await page('')).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], false]);
    expect(await page('?limit=5')).toEqual([[8, 9, 10, 11, 12], true]);
    expect(await page('?limit=5&before=8')).toEqual([[3, 4, 5, 6, 7], true]);
    expect(await page('/?limit=5&before=3')).toEqual([[1, 2], false]);
    expect(await page('?limit=5&after=4')).toEqual([[5, 6, 7, 8, 9], true]);
    expect(await page('?after=12')).toEqual([[], false]);
    expect(await page('?before=1')).toEqual([[], false]);
    for (const query of ['?before=', '?after=', '?limit=', '?before=1e3', '?limit=0x10', '?after=-1', '?before=%201']) {
      const answer = await ada.api.call<Problem>('GET', `/api/chats/${chat.id}/messages${query}`);
      const field = /\w+/.exec(query)?.[0];
      expect([query, answer.status, answer.body.errors?.map(({ path }) => path)]).toEqual([query, 400, [field]]);
    }
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'limit=-1', 'before=-1', 'after=1.5', 'after=1e99', 'page=2'])(
    'refuses ?%s',
    async (query) => {
      const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
      const chat = await startDirect(ada, bob);
      const answer = await ada.api.call<Problem>('GET', `/api/chats/${chat.id}/messages?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    },
  );
});

describe('changing', () => {
  test('[D28] an edit from a text that another device changed answers 409 with the message as it is', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const { id, rev: baseRev } = await send(ada, chat.id, 'teh');
    const path = `/api/chats/${chat.id}/messages/${id}`;
    const elsewhere = await ada.api.call<Message>('PATCH', path, { content: 'the', baseRev });
    const late = await ada.api.call<Problem>('PATCH', path, { content: 'tea', baseRev });
    expect(late).toMatchObject({ status: 409, body: { code: 'message-changed', current: elsewhere.body } });
    expect(await readHistory(bob, chat.id)).toEqual([elsewhere.body]);
  });

  test('the sender edits and deletes; a tombstone keeps the place', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startGroup(bob, [ada]);
    const { id } = await send(ada, chat.id, 'teh');
    const path = `/api/chats/${chat.id}/messages/${id}`;
    const edited = await ada.api.call<Message>('PATCH', path, { content: 'the' });
    expect(edited.body).toMatchObject({ id, seq: 1, rev: 2, content: 'the' });
    expect(edited.body.editedAt).not.toBeNull();
    expect((await bob.api.call<Problem>('PATCH', path, { content: 'mine' })).status).toBe(403);
    const deleted = await bob.api.call<Message>('DELETE', path);
    expect(deleted.body).toMatchObject({ id, seq: 1, rev: 3, content: '' });
    const late = await ada.api.call<Problem>('PATCH', path, { content: 'again' });
    expect([late.status, late.body.code]).toEqual([409, 'message-deleted']);
  });

  test('reactions are put and taken back, once a person', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const { id } = await send(ada, chat.id, 'lunch?');
    const path = `/api/chats/${chat.id}/messages/${id}/reactions/${encodeURIComponent('👍')}`;
    await ada.api.must('PUT', path);
    await bob.api.must('PUT', path);
    const body = await bob.api.must<Message>('PUT', path);
    expect(body.reactions).toEqual([
      { emoji: '👍', userIds: [ada.user.id, bob.user.id], after: [expect.any(Number), expect.any(Number)] },
    ]);
    expect(body.rev).toBe(3);
    const back = await ada.api.call<Message>('DELETE', path);
    expect(back.body.reactions).toEqual([{ emoji: '👍', userIds: [bob.user.id], after: [expect.any(Number)] }]);
  });

  test('[A10] a message is not reached through another chat', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const one = await startDirect(ada, bob);
    const other = await startGroup(ada, [bob]);
    const { id } = await send(ada, one.id, 'here');
    const answer = await ada.api.call<Problem>('PATCH', `/api/chats/${other.id}/messages/${id}`, { content: 'there' });
    expect(answer.status).toBe(404);
  });
});
