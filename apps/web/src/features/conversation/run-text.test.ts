import { decodeParts, type Message, type SystemEvent } from '@confab/protocol';
import { expect, test } from 'vitest';
import { runText } from './run-text.ts';

const users = new Map(['Ada', 'Bob', 'Cleo', 'Dan', 'Eve'].map((displayName) => [displayName, { displayName }]));

function line(senderId: string, event: SystemEvent): Message {
  return {
    id: 'chat.1',
    chatId: 'chat',
    seq: 1,
    rev: 1,
    kind: 'system',
    senderId,
    clientId: null,
    content: '',
    createdAt: '2026-11-26T12:00:00.000Z',
    editedAt: null,
    deletedAt: null,
    ...decodeParts(null),
    event,
  };
}

const added = (by: string, ...userIds: string[]) => line(by, { type: 'members-added', userIds });
const left = (userId: string) => line(userId, { type: 'member-left', userId });
const renamed = (by: string) => line(by, { type: 'renamed', name: 'Yard' });

test.each([
  [[added('Ada', 'Bob'), added('Ada', 'Cleo')], 'Ada added Bob and Cleo'],
  [[added('Ada', 'Bob', 'Cleo'), added('Ada', 'Dan', 'Eve', 'Bob')], 'Ada added Bob, Cleo, Dan, and 1 more'],
  [[added('Bob', 'Bob'), added('Cleo', 'Cleo')], 'Bob and Cleo joined'],
  [[left('Bob'), left('Somebody gone')], 'Bob and Someone left'],
  [[added('Ada', 'Bob'), renamed('Ada'), left('Ada')], 'Ada made 3 changes to the group'],
  [[added('Ada', 'Bob'), added('Bob', 'Cleo'), renamed('Ada')], 'Ada and Bob made 3 changes to the group'],
])('lines of the system say together what they say: %#', (run, words) => {
  expect(runText(run, users)).toBe(words);
});
