import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { describe, edit, type ModelChat, modelChat, read, remove, send } from '../tests/model-chat.ts';
import { applyEvent } from './apply-event.ts';
import { unreadAfter } from './chat-position.ts';
import { setWaitingDocuments } from './documents.ts';
import { chatIn } from './known-chats.ts';
import { applyPage } from './local-changes.ts';
import { markUnread } from './mark-unread.ts';
import { type ClientState, initialState } from './state.ts';
import { createStore, type Store } from './store.ts';

const toMe = { mentions: { userIds: ['me'] } };

/** Ann said four things, the third to me, and between them I said one; I have read all. */
function readChat(): ModelChat {
  const chat = modelChat('one', ['me', 'ann']);
  send(chat, 'ann');
  send(chat, 'ann');
  send(chat, 'me');
  send(chat, 'ann', toMe);
  send(chat, 'ann');
  read(chat, 'me', 5);
  return chat;
}

function deviceOf(chat: ModelChat, hasHistory: boolean): Store {
  const store = createStore(initialState(0, null, 'me'), new ManualClock());
  store.update((state) => applyEvent(state, { type: 'chats', chats: [describe(chat, 'me')] }, 0));
  if (hasHistory) store.update((state) => withHistory(state, chat));
  return store;
}

function withHistory(state: ClientState, { id, messages }: ModelChat): ClientState {
  return applyPage(state, { chatId: id, generation: chatIn(state, id)?.log.generation ?? 0, messages });
}

function mark(store: Store, fromSeq: number | null, chatId = 'one'): void {
  const client = {
    markRead: () => undefined,
    putDocument: (kind: string, id: string | null, value: unknown) =>
      store.update((state) => setWaitingDocuments(state, new Map([[`${kind}/${id}`, value]]))),
  };
  markUnread({ client, store }, chatId, fromSeq);
}

/** Another device hears of it. */
function hear(to: Store, from: Store): void {
  to.update((state) => setWaitingDocuments(state, new Map(from.get().documents)));
}

const countsIn = (store: Store) => {
  const { unread = -1, mentions = -1 } = store.get().chats.get('one') ?? {};
  return [unread, mentions];
};

test('[D41] a chat that is marked counts from there on what is not mine, the same on a device that has not its messages', () => {
  const chat = readChat();
  const [here, there] = [deviceOf(chat, true), deviceOf(chat, false)];
  mark(here, 2);
  hear(there, here);
  expect([countsIn(here), countsIn(there)]).toEqual([
    [3, 1],
    [3, 1],
  ]);
  const marked = there.get().chats.get('one');
  expect([marked?.readSeq, marked && unreadAfter(marked)]).toEqual([5, 1]);

  const next = send(chat, 'ann', toMe);
  const own = send(chat, 'me');
  for (const message of [next, own]) {
    if (!message) throw new Error('no message');
    for (const store of [here, there]) store.update((state) => applyEvent(state, { type: 'message', message }, 0));
  }
  expect([countsIn(here), countsIn(there)]).toEqual([
    [4, 2],
    [4, 2],
  ]);

  mark(here, null);
  expect(countsIn(here)).toEqual([0, 0]);
  there.update((state) => setWaitingDocuments(state, new Map([['unread/one', null]])));
  expect(countsIn(there)).toEqual([0, 0]);
});

test('[D41] what is changed after the marking counts as it is, once the messages are here', () => {
  const chat = readChat();
  const [here, there] = [deviceOf(chat, true), deviceOf(chat, false)];
  mark(here, 2);
  hear(there, here);
  for (const message of [remove(chat, 2), edit(chat, 4)]) {
    if (!message) throw new Error('no message');
    for (const store of [here, there]) store.update((state) => applyEvent(state, { type: 'message', message }, 0));
  }
  expect(countsIn(here)).toEqual([2, 0]);
  there.update((state) => withHistory(state, chat));
  expect(countsIn(there)).toEqual([2, 0]);
});

test('[D41] a mark that covers only what I wrote counts as one, until it is taken back', () => {
  const chat = modelChat('one', ['me', 'ann']);
  send(chat, 'ann');
  send(chat, 'me');
  const [here, there] = [deviceOf(chat, true), deviceOf(chat, false)];
  mark(here, 2);
  hear(there, here);
  expect([countsIn(here), countsIn(there)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  mark(here, null);
  expect(countsIn(here)).toEqual([0, 0]);
});

test('[D41] a thread is marked under the place of its root, for a key has no letter for its id', () => {
  const chat = modelChat('one~3', ['me', 'ann']);
  send(chat, 'ann');
  send(chat, 'ann');
  read(chat, 'me', 2);
  const store = deviceOf(chat, true);
  mark(store, 2, 'one~3');
  expect([...store.get().documents.keys()]).toEqual(['unread/one.3']);
  expect(store.get().threads.get('one~3')?.unread).toBe(1);
  mark(store, null, 'one~3');
  expect(store.get().threads.get('one~3')?.unread).toBe(0);
});

test('[D41] of what is not here all counts, and a chat that comes again is marked still', () => {
  const chat = readChat();
  const store = deviceOf(chat, false);
  mark(store, 2);
  expect(countsIn(store)).toEqual([4, 0]);
  store.update((state) =>
    applyEvent({ ...state, chats: new Map() }, { type: 'chats', chats: [describe(chat, 'me')] }, 0),
  );
  expect(countsIn(store)).toEqual([4, 0]);
});
