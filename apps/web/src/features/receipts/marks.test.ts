import type { ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { marksOf } from './marks.ts';

type Cursor = { readSeq: number; deliveredSeq?: number };

/** Messages by their senders; an empty name stands for a line of the system. */
function chatOf(kind: 'direct' | 'group', senders: readonly string[], cursors: Record<string, Cursor>): ChatState {
  const messages = senders.map((senderId, index): Partial<Message> => ({
    seq: index + 1,
    kind: senderId === '' ? 'system' : 'text',
    senderId,
  }));
  const userIds = ['ada', 'bob', 'cy'].slice(0, kind === 'direct' ? 2 : 3);
  return {
    kind,
    lastSeq: senders.length,
    members: userIds.map((userId) => ({ userId })),
    readSeqs: new Map(userIds.map((userId) => [userId, senders.lastIndexOf(userId) + 1])),
    receipts: new Map(Object.entries(cursors).map(([userId, cursor]) => [userId, { userId, ...cursor }])),
    log: { chunks: new Map([[0, [undefined, ...messages]]]) },
  } as unknown as ChatState;
}

test('each state of my messages stands once, at the last one that it is true of', () => {
  const senders = ['ada', 'bob', 'ada', 'ada', 'ada', ''];
  const told = marksOf(chatOf('direct', senders, { bob: { readSeq: 3, deliveredSeq: 4 } }), 'ada');
  expect([...told]).toEqual([
    [5, { state: 'sent' }],
    [4, { state: 'delivered' }],
    [3, { state: 'read' }],
  ]);
  const all = marksOf(chatOf('direct', senders, { bob: { readSeq: 6, deliveredSeq: 6 } }), 'ada');
  expect([...all]).toEqual([[5, { state: 'read' }]]);
});

test('nothing is said of who keeps it to themselves, also where they wrote since', () => {
  expect([...marksOf(chatOf('direct', ['ada', 'bob', 'ada'], {}), 'ada')]).toEqual([]);
  expect([...marksOf(chatOf('group', ['ada', 'bob'], { cy: { readSeq: 1 } }), 'ada')]).toEqual([
    [1, { readerIds: ['cy'] }],
  ]);
});

test('faces stand at the last message that others wrote or I did, never at their own or at a line of the system', () => {
  const chat = chatOf('group', ['ada', 'cy', 'bob', ''], {
    bob: { readSeq: 3 },
    cy: { readSeq: 4 },
    ada: { readSeq: 4 },
  });
  expect([...marksOf(chat, 'ada')]).toEqual([[3, { readerIds: ['cy'] }]]);
  expect(marksOf(chat, 'ada')).toBe(marksOf(chat, 'ada'));
});
