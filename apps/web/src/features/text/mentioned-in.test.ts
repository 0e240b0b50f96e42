import type { ChatState, ClientState } from '@confab/client';
import type { User } from '@confab/protocol';
import { expect, test } from 'vitest';
import { mentionedIn } from './mentioned-in.ts';

const users = new Map(['ann', 'bob'].map((id) => [id, { id, username: `${id}.x` } as User]));
const chat = (kind: ChatState['kind']): ChatState =>
  ({ kind, readSeqs: new Map([['ann', 0]]) }) as unknown as ChatState;
const state = {
  users,
  chats: new Map([
    ['g', chat('group')],
    ['d', chat('direct')],
  ]),
} as unknown as ClientState;

test.each<[string | null, string, string | null, string]>([
  ['g', 'ANN.x', 'ann', 'a member, however it is written'],
  ['g~1', 'ann.x', 'ann', 'in a thread a member of its chat'],
  ['g', 'bob.x', null, 'nobody who is not in the chat'],
  ['g', 'cat', null, 'nobody who is not known'],
  ['g', 'here', 'everyone', 'all of a group'],
  ['d', 'everyone', null, 'a word like others among two'],
  [null, 'ann.x', null, 'nobody where no chat is said'],
])('in %s %s is %s: %s', (chatId, name, whom, _why) => {
  expect(mentionedIn(state, chatId, name)).toBe(whom);
});
