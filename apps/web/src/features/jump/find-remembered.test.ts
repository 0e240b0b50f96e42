import { initialState, type ChatState, type ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { findRemembered } from './find-remembered.ts';

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
  findRemembered(state, query, clock).messages.map(({ message: { content } }) => content);

test('what is held of chats and their threads is found by its words in any order, without accents, the newest first', () => {
  const state = holding({
    a: [{ content: 'Café at the harbour' }, { content: 'the harbour, then a cafe', createdAt: second(9) }],
    'a~1': [{ content: 'harbour CAFÉ', createdAt: second(5) }],
  });
  expect(found(state, 'cafe harb')).toEqual(['the harbour, then a cafe', 'harbour CAFÉ', 'Café at the harbour']);
  expect(found(holding({ a: [{ content: '東京都に行く' }] }), '京都')).toEqual(['東京都に行く']);
  expect(found(state, '"cafe at" -then')).toEqual(['Café at the harbour']);
});

test('what is called so is found among the files, however much was said of it since', () => {
  const plan = { content: 'as asked', files: [{ name: 'Harbour plan.pdf' }] } as unknown as Said;
  const state = holding({ a: [plan, ...Array.from({ length: 20 }, () => ({ content: 'the harbour plan' }))] });
  expect(findRemembered(state, 'harbour plan').files.map(({ message: { content } }) => content)).toEqual(['as asked']);
  expect(found(state, 'harbour plan')).toHaveLength(4);
});

test('what is deleted, told twice or of a thread whose chat is gone is not found', () => {
  const gone = { content: 'harbour', deletedAt: second(2) };
  const told = { content: 'harbour', fromThread: { seq: 3 } } as unknown as Said;
  expect(found(holding({ a: [gone, told], 'b~1': [{ content: 'harbour' }] }), 'harbour')).toEqual([]);
});

test('what oneself edits or deletes is not found by what it said, also while that is on its way', () => {
  const before = holding({ a: [{ content: 'harbour' }] });
  const [a] = before.chats.values();
  const ofMine = { messageId: 'a-1', askedAt: second(3), content: 'airport' };
  for (const change of ['edit', 'delete']) {
    const chat = { ...a, waitingChanges: [{ ...ofMine, change }] } as unknown as ChatState;
    expect(found({ ...before, chats: new Map([['a', chat]]) }, 'harbour')).toEqual([]);
  }
});

test('the newest come first from all chats, however they take turns', () => {
  const every = (step: number, from: number): Said[] =>
    Array.from({ length: 3 }, (_, index) => ({
      content: `harbour ${from + index * step}`,
      createdAt: second(from + index * step),
    }));
  const state = holding({ a: every(3, 1), b: every(3, 2), 'a~1': every(3, 3) });
  expect(found(state, 'harbour')).toEqual(['harbour 9', 'harbour 8', 'harbour 7', 'harbour 6']);
});

test('a filter is left to the server, a few are enough, and it takes no more than its part of a frame', () => {
  const state = holding({ a: Array.from({ length: 100 }, (_, index) => ({ content: `harbour ${index}` })) });
  expect(found(state, 'from:ann harbour')).toEqual([]);
  expect(found(state, 'harbour')).toHaveLength(4);
  let now = 0;
  expect(found(state, 'harbour 1', () => now)).not.toEqual([]);
  expect(found(state, 'harbour 1', () => (now += 5))).toEqual([]);
});
