import { accountPaths, chatPaths, type Chat, messagePaths } from '@confab/protocol';
import { expect, expectTypeOf, test } from 'vitest';
import { createCall } from './rest-call.ts';
import type { Transport } from './rest-transport.ts';

function scripted(answer?: unknown): { call: ReturnType<typeof createCall>; asked: unknown[] } {
  const asked: unknown[] = [];
  const request: Transport['request'] = (...args) => {
    asked.push(args);
    return Promise.resolve(answer);
  };
  const exchange = () => Promise.reject(new Error('not here'));
  return { call: createCall({ request, exchange, setToken: () => undefined, giveUp: () => undefined }), asked };
}

test('a call goes to the address of its path, with what it holds', async () => {
  const { call, asked } = scripted();
  await call(chatPaths.changeRole, { params: { chat_id: 'a b', user_id: 'ada' }, body: { role: 'admin' } });
  await call(accountPaths.listUsers, { query: { query: 'ad', limit: 2 } }, { isPatient: false });
  await call(accountPaths.logOut);
  expect(asked).toEqual([
    ['PUT', '/api/chats/a%20b/members/ada', { role: 'admin' }, undefined],
    ['GET', '/api/auth/users?query=ad&limit=2', undefined, { isPatient: false }],
    ['POST', '/api/auth/logout', undefined, undefined],
  ]);
});

test.each(['', '.', '..'])('[A41] an id that would lead to another address goes nowhere: "%s"', async (id) => {
  const { call, asked } = scripted();
  const params = { chat_id: 'one', message_id: id };
  await expect(call(messagePaths.deleteMessage, { params })).rejects.toMatchObject({ code: 'not-found' });
  expect(asked).toEqual([]);
});

test('a call takes and answers what its operation declares', () => {
  const { call } = scripted();
  const getChat = () => call(chatPaths.getChat, { params: { chat_id: 'one' } });
  expectTypeOf(getChat).returns.resolves.toEqualTypeOf<Chat>();
  expectTypeOf(() => call(accountPaths.logOut)).returns.resolves.toEqualTypeOf<void>();
  // @ts-expect-error -- which chat?
  void (() => call(chatPaths.getChat));
  // @ts-expect-error -- no such role
  void (() => call(chatPaths.changeRole, { params: { chat_id: 'one', user_id: 'ada' }, body: { role: 'king' } }));
  // @ts-expect-error -- a chat is not read in pages
  void (() => call(chatPaths.getChat, { params: { chat_id: 'one' }, query: { limit: 1 } }));
  // @ts-expect-error -- no operation has this path
  void (() => call('GET /api/nowhere'));
});
