import type { ActivityEntry, ActivityKind } from '@confab/protocol';
import { expect, test } from 'vitest';
import { onceEach } from './once-each.ts';

const entry = (kind: ActivityKind, seq: number, userId = 'ann'): ActivityEntry => ({
  kind,
  seq,
  userId,
  chatId: 'one',
  messageId: `one.${seq}`,
  at: '2026-01-01T00:00:00.000Z',
});

test('a reply that mentions me is one thing, and the reactions of two people are two', () => {
  const entries = [
    entry('mention', 7),
    entry('reply', 7),
    entry('reaction', 3),
    entry('reaction', 3, 'bob'),
    entry('reply', 2),
    entry('reaction', 3),
  ];
  expect(onceEach(entries).map(({ kind, seq, userId }) => `${kind} ${seq} ${userId}`)).toEqual([
    'mention 7 ann',
    'reaction 3 ann',
    'reaction 3 bob',
    'reply 2 ann',
  ]);
});
