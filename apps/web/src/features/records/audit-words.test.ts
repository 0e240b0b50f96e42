import { expect, test } from 'vitest';
import { targetText } from './audit-words.ts';

const known = {
  names: { a: 'Ada', c: 'Field' },
  things: {
    'c.1': { userId: 'a', chatId: 'c' },
    'gone.1': { userId: null, chatId: 'gone' },
    r: { userId: 'a', chatId: null },
    i: { userId: 'b', chatId: 'c' },
  },
};

test.each([
  ['message', 'c.1', 'a message by Ada in Field'],
  ['message', 'gone.1', 'a message that is gone'],
  ['report', 'r', 'a report about Ada'],
  ['report', 'unknown', 'a report'],
  ['invitation', 'i', 'an invitation by someone who is gone to Field'],
  ['invitation', 'unknown', 'an invitation'],
  ['person', 'a', 'Ada'],
  ['person', 'b', 'someone who is gone'],
  ['chat', 'c', 'Field'],
  ['chat', 'gone', 'a chat without a name, or that is gone'],
  ['message', 'constructor', 'a message that is gone'],
])('an entry about a %s (%s) says so in words', (kind, id, words) => {
  expect(targetText({ kind, id }, known)).toBe(words);
});

test('a node of the version before, which knows of no things, leaves the words', () => {
  const { names } = known;
  expect(targetText({ kind: 'report', id: 'r' }, { names } as typeof known)).toBe('a report');
});
