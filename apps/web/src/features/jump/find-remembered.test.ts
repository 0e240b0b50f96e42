import { initialState, type ChatState, type ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { findRemembered, rememberedMessages } from './find-remembered.ts';

const second = (count: number): string =>
  new Date(Date.parse('2026-11-26T12:00:00.000Z') + count * 1_000).toISOString();

type Said = Partial<Message> & { content: string };

/** `chats`: what is held of each, by id; one with a "~" in its id is a thread. */
function holding(chats: Record<string, readonly Said[]>): ClientState {
  const all = Object.entries(chats).map(([id, said]) => [id, chatOf(id, said)] as const);
  return {
    ...initialState(0, null, 'me'),
    chats: new Map(all.filter(([id]) => !id.includes('~'))),
    threads: new Map(all.filter(([id]) => id.includes('~'))),
  };
}

function chatOf(id: string, said: readonly Said[]): ChatState {
  const messages = said.map((one, index): Message => {
    const seq = index + 1;
    const own = {
      id: `${id}-${seq}`,
      chatId: id,
      seq,
      rev: seq,
      kind: 'text',
      senderId: 'ann',
      clientId: null,
    } as const;
    const rest = { createdAt: second(seq), editedAt: null, deletedAt: null, reactions: [], event: null };
    return { ...own, ...rest, ...one };
  });
  const ranges = messages.length === 0 ? [] : [{ from: 1, to: messages.length }];
  const log = { chunks: new Map([[0, [undefined, ...messages]]]), ranges, generation: 1 };
  return { id, log, waitingChanges: [] } as unknown as ChatState;
}

const found = (state: ClientState, query: string, clock?: () => number): string[] =>
  findRemembered(rememberedMessages(state), query, { state, ...(clock && { clock }) }).map(
    ({ message: { content } }) => content,
  );

test('what is held of chats and their threads is found by its words in any order, without accents, the newest first', () => {
  const state = holding({
    a: [{ content: 'Café at the harbour' }, { content: 'the harbour, then a cafe', createdAt: second(9) }],
    'a~1': [{ content: 'harbour CAFÉ', createdAt: second(5) }],
  });
  expect(found(state, 'cafe harb')).toEqual(['the harbour, then a cafe', 'harbour CAFÉ', 'Café at the harbour']);
  expect(found(holding({ a: [{ content: '東京都に行く' }] }), '京都')).toEqual(['東京都に行く']);
  expect(found(state, '"cafe at" -then')).toEqual(['Café at the harbour']);
});

test('what is deleted, told twice or of a thread whose chat is gone is not found', () => {
  const gone = { content: 'harbour', deletedAt: second(2) };
  const told = { content: 'harbour', fromThread: { seq: 3 } } as unknown as Said;
  expect(found(holding({ a: [gone, told], 'b~1': [{ content: 'harbour' }] }), 'harbour')).toEqual([]);
});

test('what was edited, is being deleted or is of a chat that was left since it was gathered is not found', () => {
  const before = holding({ a: [{ content: 'harbour' }] });
  const held = rememberedMessages(before);
  const edited = holding({ a: [{ content: 'airport', rev: 2 }] });
  const [a] = before.chats.values();
  const deleting = {
    ...a,
    waitingChanges: [{ change: 'delete', messageId: 'a-1', askedAt: second(3) }],
  } as unknown as ChatState;
  for (const state of [edited, holding({}), { ...before, chats: new Map([['a', deleting]]) }])
    expect(findRemembered(held, 'harbour', { state })).toEqual([]);
});

test('a filter is left to the server, a few are enough, and it takes no more than its part of a frame', () => {
  const state = holding({ a: Array.from({ length: 100 }, (_, index) => ({ content: `harbour ${index}` })) });
  expect(found(state, 'from:ann harbour')).toEqual([]);
  expect(found(state, 'harbour')).toHaveLength(4);
  let now = 0;
  expect(found(state, 'harbour 1', () => now)).not.toEqual([]);
  expect(found(state, 'harbour 1', () => (now += 3))).toEqual([]);
});
