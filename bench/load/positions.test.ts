import { expect, test } from 'vitest';
import { decodeParts, type ServerEvent } from '../../packages/protocol/src/index.ts';
import { Positions } from './positions.ts';

const chatId = 'chat';

function message(rev: number): ServerEvent {
  return {
    type: 'message',
    message: {
      id: `${chatId}.${rev}`,
      chatId,
      seq: rev,
      rev,
      kind: 'text',
      senderId: 'person',
      clientId: null,
      content: 'hello',
      createdAt: '2026-01-01T00:00:00.000Z',
      editedAt: null,
      deletedAt: null,
      ...decodeParts(null),
    },
  };
}

function changes(revs: readonly number[], upToRev: number): ServerEvent {
  const messages = revs.flatMap((rev) => {
    const event = message(rev);
    return event.type === 'message' ? [event.message] : [];
  });
  return { type: 'changes', chatId, messages, upToRev, more: false };
}

function taken(...events: ServerEvent[]): Positions {
  const positions = new Positions({ [chatId]: 4 });
  for (const event of events) positions.take(event);
  return positions;
}

test('messages one after another and whole pages leave nothing to complain of', () => {
  expect(taken(message(5), changes([6, 7, 8], 8), message(9))).toMatchObject({
    revs: { [chatId]: 9 },
    doubled: 0,
    missing: 0,
    reset: 0,
  });
});

test('a message that comes twice is counted, and does not move the position back', () => {
  expect(taken(message(5), message(5), message(4))).toMatchObject({ revs: { [chatId]: 5 }, doubled: 3, missing: 0 });
});

test('what is left out is counted, between messages and in a page', () => {
  expect(taken(message(7))).toMatchObject({ revs: { [chatId]: 7 }, missing: 2 });
  expect(taken(changes([5, 7], 7))).toMatchObject({ revs: { [chatId]: 7 }, missing: 1 });
});

test('is at the heads when no chat is behind', () => {
  expect(taken(message(5)).isAt({ [chatId]: 5, other: 9 })).toBe(true);
  expect(taken(message(5)).isAt({ [chatId]: 6 })).toBe(false);
});
