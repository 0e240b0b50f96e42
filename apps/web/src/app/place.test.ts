import { expect, test } from 'vitest';
import { detailsPath, messagePath, placeAt } from './place.ts';

test('every path leads back to the place that it was made for', () => {
  expect(placeAt(detailsPath('c-1'), null)).toMatchObject({ chatId: 'c-1', isDetailsOpen: true });
  expect(placeAt(messagePath('c-1', 42), null)).toMatchObject({ chatId: 'c-1', seq: 42 });
});

test('the new-chat dialog stays over the chat that it was opened from', () => {
  expect(placeAt('/new', { over: 'c-1' })).toMatchObject({ isNewChatOpen: true, chatId: 'c-1' });
  expect(placeAt('/new', null)).toMatchObject({ isNewChatOpen: true, chatId: null });
});

test('a message number that is none is ignored', () => {
  expect(placeAt('/chats/c-1/m/zero', null)).toMatchObject({ chatId: 'c-1', seq: null });
  expect(placeAt('/chats/c-1/m/-3', null)).toMatchObject({ seq: null });
});

test('anything else is unknown', () => {
  expect(placeAt('/chats', null).page).toBe('unknown');
  expect(placeAt('/settings/deeper', null).page).toBe('unknown');
});
