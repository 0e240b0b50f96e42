import { expect, test } from 'vitest';
import { messagePaths } from './messages/index.ts';
import { addressOf, methodOf, routeOf } from './path.ts';

test('a path is a method and a route', () => {
  expect(methodOf(messagePaths.editMessage)).toBe('PATCH');
  expect(routeOf(messagePaths.editMessage)).toBe('/api/chats/:chat_id/messages/:message_id');
});

test('an address has everything in its place, and what would be read as something else encoded', () => {
  expect(addressOf(messagePaths.editMessage, { chat_id: 'a/../b', message_id: '?#%' })).toBe(
    '/api/chats/a%2F..%2Fb/messages/%3F%23%25',
  );
});

test('a query holds what is set', () => {
  expect(addressOf('GET /api/users', {}, { query: 'a&b=c', limit: 0, cursor: undefined })).toBe(
    '/api/users?query=a%26b%3Dc&limit=0',
  );
  expect(addressOf('GET /api/users', {}, { cursor: undefined })).toBe('/api/users');
});

test('an address without what varies in it is no program', () => {
  // @ts-expect-error -- `chat_id` is missing
  expect(addressOf('GET /api/chats/:chat_id', {})).toBe('/api/chats/');
});
