import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { copyOf } from './copy-of.ts';

test('several messages are copied in the order of the chat, with names and times', () => {
  const at = '2026-11-26T14:09:00.000Z';
  const message = (seq: number, senderId: string, content: string): Message => ({
    id: `c.${seq}`,
    chatId: 'c',
    seq,
    rev: seq,
    kind: 'text',
    senderId,
    clientId: null,
    content,
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    reactions: [],
    event: null,
  });
  const text = copyOf([message(2, 'bob', 'and\nlines'), message(1, 'ada', 'one')], (id) => id.toUpperCase());
  expect(text.split('\n\n').map((part) => part.split('\n'))).toEqual([
    [expect.stringMatching(/^ADA, .*2026/), 'one'],
    [expect.stringMatching(/^BOB, .*2026/), 'and', 'lines'],
  ]);
});
