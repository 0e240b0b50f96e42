import { initialState, type ChatState, type ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { isOver, isWorthHearing, namedAnewAt } from './decide.ts';

const now = Date.parse('2026-03-02T10:00:00.000Z');
const emptyLog = { generation: 1, chunks: new Map() } as unknown as ChatState['log'];

function chat(changes: Partial<ChatState>): ChatState {
  return {
    id: 'c',
    kind: 'group',
    name: 'Field',
    members: [],
    readSeq: 3,
    lastSeq: 9,
    log: emptyLog,
    ...changes,
  } as ChatState;
}

function state(chats: ChatState[], documents: Record<string, unknown> = {}): ClientState {
  const isThread = ({ id }: ChatState): boolean => id.includes('~');
  return {
    ...initialState(now, null, 'me'),
    chatsLoaded: true,
    chats: new Map(chats.filter((one) => !isThread(one)).map((one) => [one.id, one])),
    threads: new Map(chats.filter(isThread).map((one) => [one.id, one])),
    documents: new Map(Object.entries(documents)),
  };
}

function message(changes: Partial<Message>): Message {
  const usual = { id: 'c.4', chatId: 'c', seq: 4, senderId: 'bob', kind: 'text', content: 'hello', deletedAt: null };
  return { ...usual, ...changes } as Message;
}

const mentioned = { mentions: { userIds: ['me'] } };
const followed = chat({ id: 'c~1', readSeq: 0, members: [{ userId: 'me' }] as unknown as ChatState['members'] });

test.each<[string, boolean, ClientState, Message]>([
  ['a direct message', true, state([chat({ kind: 'direct' })]), message({})],
  ['one of my own', false, state([chat({ kind: 'direct' })]), message({ senderId: 'me' })],
  ['one that I have read', false, state([chat({ kind: 'direct', readSeq: 4 })]), message({})],
  ['one of a group', false, state([chat({})]), message({})],
  ['one of a group that mentions me', true, state([chat({})]), message(mentioned)],
  ['one for everyone', true, state([chat({})]), message({ mentions: { userIds: [], all: 'everyone' } })],
  ['one of a group of which I want all', true, state([chat({})], { 'chat/c': { notify: 'all' } }), message({})],
  ['one of a muted chat', false, state([chat({})], { 'chat/c': { muted: 'always' } }), message(mentioned)],
  ['one with a word of mine', true, state([chat({})], { notifications: { keywords: ['Hello'] } }), message({})],
  ['a silent one', false, state([chat({ kind: 'direct' })]), message({ silent: true })],
  [
    'one that was deleted',
    false,
    state([chat({ kind: 'direct' })]),
    message({ deletedAt: '2026-03-02T09:59:00.000Z' }),
  ],
  ['one of a thread that I follow', true, state([chat({}), followed]), message({ chatId: 'c~1' })],
  [
    'one of a thread that I only look at',
    false,
    state([chat({}), { ...followed, members: [] }]),
    message({ chatId: 'c~1' }),
  ],
  ['one of a chat that I left', false, state([]), message(mentioned)],
])('%s: %s', (_what, isWorth, known, said) => {
  expect(isWorthHearing(known, said, now)).toBe(isWorth);
});

test('a notification is over once it was read, or it or its chat is gone', () => {
  expect(isOver(state([chat({})]), { chatId: 'c', seq: 4 })).toBe(false);
  expect(isOver(state([chat({ readSeq: 4 })]), { chatId: 'c', seq: 4 })).toBe(true);
  const deleted = message({ deletedAt: '2026-03-02T09:59:00.000Z' });
  expect(isOver(state([chat({ lastMessage: deleted })]), { chatId: 'c', seq: 4 })).toBe(true);
  expect(isOver(state([]), { chatId: 'c', seq: 4 })).toBe(true);
  expect(isOver({ ...state([]), chatsLoaded: false }, { chatId: 'c', seq: 4 })).toBe(false);
});

test('an edit that names me is news, and one that does no more ends what was told', () => {
  const named = message({ mentions: { userIds: ['me'], since: { me: 7 } }, editedAt: '2026-03-02T09:59:00.000Z' });
  expect(namedAnewAt(state([chat({})]), named, now)).toBe(7);
  expect(namedAnewAt(state([chat({ kind: 'direct' })]), named, now)).toBe(null);
  expect(namedAnewAt(state([chat({ readSeq: 4 })]), named, now)).toBe(null);
  expect(namedAnewAt(state([chat({})]), message(mentioned), now)).toBe(null);
  const place = { chatId: 'c', seq: 4 };
  expect(isOver(state([chat({ lastMessage: named })]), place)).toBe(false);
  const unnamed = message({ editedAt: '2026-03-02T09:59:30.000Z' });
  expect(isOver(state([chat({ lastMessage: unnamed })]), place)).toBe(true);
  expect(isOver(state([chat({ lastMessage: unnamed })], { 'chat/c': { notify: 'all' } }), place)).toBe(false);
  expect(isOver(state([chat({ lastMessage: named })], { 'chat/c': { muted: 'always' } }), place)).toBe(false);
});
