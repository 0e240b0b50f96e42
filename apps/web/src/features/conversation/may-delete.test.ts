import type { ClientState } from '@confab/client';
import type { Message, Role } from '@confab/protocol';
import { expect, test } from 'vitest';
import { mayDelete } from './may-delete.ts';

const anns = { chatId: 'chat', kind: 'text', senderId: 'ann' } as Message;

function stateOf(userId: string, kind: 'direct' | 'group', role: Role): ClientState {
  const members = [{ userId, role }];
  return { userId, chats: new Map([['chat', { kind, members }]]) } as unknown as ClientState;
}

test("[A9] the button to delete is there for the sender, and for a group's owners and admins", () => {
  expect(mayDelete(stateOf('ann', 'direct', 'member'), anns)).toBe(true);
  expect(mayDelete(stateOf('ben', 'group', 'owner'), anns)).toBe(true);
  expect(mayDelete(stateOf('ben', 'group', 'admin'), anns)).toBe(true);
  expect(mayDelete(stateOf('ben', 'group', 'member'), anns)).toBe(false);
  expect(mayDelete(stateOf('ben', 'direct', 'member'), anns)).toBe(false);
});

test('in a chat that is not here nothing can be deleted', () => {
  expect(mayDelete(stateOf('ann', 'group', 'owner'), { ...anns, chatId: 'another' })).toBe(false);
});
