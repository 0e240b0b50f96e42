import { describe, expect, test } from 'vitest';
import { messagePath, overChat, panelPath } from '../lib/addresses.ts';
import type { Registry } from '../registry/registry.ts';
import { placeAt } from './place.ts';

const surface = Object.assign(() => null, {
  prefetch: async () => {},
  isSettled: () => true,
  subscribe: () => () => {},
});
const newChat = { name: 'new-chat', Overlay: surface, address: { path: '/new', title: () => 'New chat' } } as const;
const settings = { path: '/settings', order: 1, title: () => 'Settings', Pane: surface } as const;
const registered: Pick<Registry, 'pages' | 'panels' | 'overlays'> = {
  pages: [settings],
  panels: [
    { type: 'details', path: 'details', order: 1, title: () => 'Details', Panel: surface },
    { type: 'thread', path: 'threads/:seq', order: 2, title: () => 'Thread', Panel: surface },
  ],
  overlays: [newChat],
};

function placeOf(pathname: string, state: unknown = null) {
  return placeAt(pathname, state, registered);
}

test('every path leads back to the place that it was made for', () => {
  expect(placeOf(panelPath('c-1', 'details'))).toMatchObject({ chatId: 'c-1', panel: { type: 'details' } });
  expect(placeOf(messagePath('c-1', 42))).toMatchObject({ chatId: 'c-1', messageSeq: 42, panel: null });
});

test('a panel gets what its address holds', () => {
  expect(placeOf('/chats/c-1/threads/7')).toMatchObject({ panel: { type: 'thread', params: { seq: '7' } } });
});

test('a page is found by its path', () => {
  expect(placeOf('/settings')).toMatchObject({ type: 'page', page: settings });
});

test('a dialog with an address stays over the chat that it was opened from', () => {
  expect(placeOf('/new', overChat('c-1'))).toMatchObject({ overlay: newChat, type: 'chat', chatId: 'c-1' });
  expect(placeOf('/new')).toMatchObject({ overlay: newChat, type: 'home' });
});

test('a message number that is none is ignored', () => {
  expect(placeOf('/chats/c-1/m/zero')).toMatchObject({ chatId: 'c-1', messageSeq: null });
  expect(placeOf('/chats/c-1/m/-3')).toMatchObject({ messageSeq: null });
});

describe('anything else is unknown', () => {
  test.each(['/chats', '/settings/deeper', '/chats/c-1/no-such-panel', '/chats/c-1/details/deeper'])('%s', (path) => {
    expect(placeOf(path)).toEqual({ type: 'unknown', overlay: null });
  });
});
