import type { ChatSettings, ChatState } from '@confab/client';
import { expect, test } from 'vitest';
import { arrange, type Arrangement } from './arrange.ts';

const now = Date.parse('2026-11-26T12:00:00.000Z');

/** Chats by name, with their unread messages; each is at 5. */
function rowsOf(
  unread: Record<string, number>,
  settings: Record<string, ChatSettings>,
  rest: Partial<Arrangement> = {},
) {
  const chats = Object.entries(unread).map(([id, count]) => ({ id, unread: count, lastSeq: 5 }) as ChatState);
  return arrange({
    chats,
    settingsOf: (id) => settings[id] ?? {},
    sidebar: {},
    byName: (one, other) => (one.id < other.id ? -1 : 1),
    openChatId: null,
    unreadOnly: false,
    showsArchive: false,
    now,
    ...rest,
  });
}

test('without favourites and sections there are no headings', () => {
  expect(rowsOf({ b: 0, a: 2 }, {})).toEqual(['b', 'a']);
});

test('favourites come first, then the sections in their order, then the rest, each with its heading', () => {
  const settings: Record<string, ChatSettings> = {
    c: { section: 'w' },
    d: { favourite: true, section: 'w' },
    e: { section: 'gone' },
  };
  const sidebar = {
    sections: [
      { id: 'empty', name: 'Empty' },
      { id: 'w', name: 'Work' },
    ],
  };
  expect(rowsOf({ a: 0, c: 0, d: 0, e: 0 }, settings, { sidebar })).toEqual([
    '#favourites',
    'd',
    '#s:empty',
    '#s:w',
    'c',
    '#chats',
    'a',
    'e',
  ]);
});

test('a folded group still shows what is unread, unless muted, and the open chat', () => {
  const settings: Record<string, ChatSettings> = {
    a: { favourite: true },
    b: { favourite: true },
    c: { favourite: true, muted: 'always' },
    d: { favourite: true },
  };
  const wanted = { sidebar: { folded: ['favourites'] }, openChatId: 'd' };
  expect(rowsOf({ a: 0, b: 1, c: 1, d: 0, e: 0 }, settings, wanted)).toEqual(['#favourites', 'b', 'd', '#chats', 'e']);
});

test('archived chats are behind a heading of their own, until something new came', () => {
  const settings: Record<string, ChatSettings> = { a: { archivedSeq: 5 }, b: { archivedSeq: 4 } };
  expect(rowsOf({ a: 0, b: 1, c: 0 }, settings)).toEqual(['b', 'c', '#archive']);
  expect(rowsOf({ a: 0, b: 1, c: 0 }, settings, { showsArchive: true })).toEqual(['b', 'c', '#archive', 'a']);
});

test('sorted by name, by what is unread, and only the unread', () => {
  const settings: Record<string, ChatSettings> = { c: { muted: 'always' } };
  const unread = { d: 0, c: 3, b: 1, a: 0 };
  expect(rowsOf(unread, settings, { sidebar: { sort: 'name' } })).toEqual(['a', 'b', 'c', 'd']);
  expect(rowsOf(unread, settings, { sidebar: { sort: 'unread' } })).toEqual(['b', 'd', 'c', 'a']);
  expect(rowsOf(unread, settings, { unreadOnly: true, openChatId: 'a' })).toEqual(['b', 'a']);
});
