import { expect, test } from 'vitest';
import { notificationWords, type NotifiedMessage } from './notification-words.ts';

const usual: NotifiedMessage = { kind: 'direct', isThread: false, from: 'Ada', text: 'hello', count: 1 };

test.each<[Partial<NotifiedMessage>, string, string]>([
  [{}, 'Ada', 'hello'],
  [{ count: 3 }, 'Ada', 'hello (and 2 more)'],
  [{ kind: 'group', chat: 'Field' }, 'Ada in Field', 'hello'],
  [{ kind: 'group', chat: 'Field', isThread: true }, 'Ada in a thread in Field', 'hello'],
  [{ text: undefined }, 'Ada', 'New message'],
  [{ text: undefined, count: 2 }, 'Ada', '2 new messages'],
  [{ from: undefined, text: undefined }, 'Confab', 'New message'],
  [{ text: '<b>not</b> markup' }, 'Ada', '<b>not</b> markup'],
])('%j says "%s: %s"', (changes, title, body) => {
  expect(notificationWords({ ...usual, ...changes })).toEqual({ title, body });
});
