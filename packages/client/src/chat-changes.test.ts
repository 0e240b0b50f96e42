import type { Message, SystemEvent } from '@confab/protocol';
import { expect, test } from 'vitest';
import { changeChat, describe, edit, modelChat, positionOf, react, read, remove, send } from '../tests/model-chat.ts';
import { applyEvent } from './apply-event.ts';
import { type ClientState, initialState } from './state.ts';

/** A client that has the chat as it is now. */
function clientOf(chat: ReturnType<typeof modelChat>): ClientState {
  const welcome = { type: 'welcome' as const, connectionId: 'c', userId: 'me', epoch: 'e', serverTime: '' };
  const welcomed = applyEvent(initialState(0), welcome, 0);
  return applyEvent(welcomed, { type: 'chats', chats: [describe(chat, 'me')] }, 0);
}

function catchUp(state: ClientState, messages: (Message | undefined)[], more: boolean): ClientState {
  const known = messages.filter((message) => message !== undefined);
  const upToRev = known.at(-1)?.rev ?? 0;
  return applyEvent(state, { type: 'changes', chatId: 'one', messages: known, upToRev, more }, 0);
}

function membersOf(state: ClientState): string[] | undefined {
  return state.chats.get('one')?.members.map(({ userId }) => userId);
}

test('[D15] comings and goings apply in their order, though a reaction made an early one arrive last', () => {
  const chat = modelChat('one', ['me', 'ann']);
  const state = clientOf(chat);
  const add: SystemEvent = { type: 'members-added', userIds: ['bob'] };
  changeChat(chat, 'ann', add);
  changeChat(chat, 'ann', { type: 'member-removed', userId: 'bob' });
  react(chat, 1, 'ann');
  const [added, removed] = chat.messages;
  const half = catchUp(state, [removed], true);
  expect(half.chats.get('one')).toMatchObject({ lastSeq: 2, rev: 2 });
  const whole = catchUp(half, [added], false);
  expect(membersOf(whole)).toEqual(['me', 'ann']);
});

test('a reaction to an old system message does not repeat what it said', () => {
  const chat = modelChat('one', ['me', 'ann', 'bob']);
  changeChat(chat, 'ann', { type: 'member-removed', userId: 'bob' });
  changeChat(chat, 'ann', { type: 'members-added', userIds: ['bob'] });
  const state = clientOf(chat);
  const again = react(chat, 1, 'ann');
  if (!again) throw new Error('no message');
  expect(membersOf(applyEvent(state, { type: 'message', message: again }, 0))).toEqual(['me', 'ann', 'bob']);
});

test('[D21] deleting an unread message of someone else lowers the count by one, an own or a read one not', () => {
  const chat = modelChat('one', ['me', 'ann']);
  send(chat, 'ann');
  send(chat, 'me');
  send(chat, 'ann');
  send(chat, 'ann');
  let state = clientOf(chat);
  const unread: (number | undefined)[] = [];
  for (const seq of [1, 2, 3]) {
    const message = remove(chat, seq);
    if (message) state = applyEvent(state, { type: 'message', message }, 0);
    unread.push(state.chats.get('one')?.unread);
  }
  expect(unread).toEqual([2, 2, 1]);
});

test('[D21] the server’s count is exact as of its rev: earlier changes are in it, later ones are counted on top', () => {
  const chat = modelChat('one', ['me', 'ann']);
  let state = clientOf(chat);
  const messages = [send(chat, 'ann'), send(chat, 'ann'), send(chat, 'ann')].filter((message) => message !== null);
  const [first, second, third] = messages;
  if (!first || !second || !third) throw new Error('no message');
  const position = { type: 'read' as const, chatId: 'one', userId: 'me', readSeq: 1, unread: 1, atRev: 2 };
  const counts = [first, position, second, third].map((next) => {
    state = applyEvent(state, 'seq' in next ? { type: 'message', message: next } : next, 0);
    return state.chats.get('one')?.unread;
  });
  expect(counts).toEqual([1, 1, 1, 2]);
  const late = applyEvent(clientOf(modelChat('one', ['me', 'ann'])), { type: 'message', message: first }, 0);
  const all = [second, third].reduce((known, message) => applyEvent(known, { type: 'message', message }, 0), late);
  expect(applyEvent(all, position, 0).chats.get('one')?.unread).toBe(2);
});

test('[D33] where nobody here knows what an edited message said before, the server is asked, also for a number from before the edit', () => {
  const chat = modelChat('one', ['me', 'ann']);
  send(chat, 'ann');
  send(chat, 'ann', { mentions: { userIds: ['me'] } });
  send(chat, 'ann');
  let state = clientOf(chat);
  const late = read(chat, 'me', 1);
  const atRev = chat.rev;
  const edited = edit(chat, 2);
  if (!edited || !late) throw new Error('no message');
  state = applyEvent(state, { type: 'message', message: edited }, 0);
  expect(state.chats.get('one')?.sync.unreadUnsure).toBe(true);
  const told = { type: 'read' as const, chatId: 'one', userId: 'me' };
  state = applyEvent(state, { ...told, ...late, atRev }, 0);
  expect(state.chats.get('one')?.sync.unreadUnsure).toBe(true);
  state = applyEvent(state, { ...told, ...positionOf(chat, 'me'), atRev: chat.rev }, 0);
  expect(state.chats.get('one')).toMatchObject({ unread: 2, mentions: 0, sync: { unreadUnsure: false } });
});

test('[D33] a reaction to a mention that is not here asks nobody', () => {
  const chat = modelChat('one', ['me', 'ann']);
  send(chat, 'ann', { mentions: { userIds: [], all: 'everyone' } });
  send(chat, 'ann');
  const state = clientOf(chat);
  const message = react(chat, 1, 'ann');
  if (!message) throw new Error('no message');
  const after = applyEvent(state, { type: 'message', message }, 0).chats.get('one');
  expect(after).toMatchObject({ unread: 2, mentions: 1, sync: { unreadUnsure: false } });
});
