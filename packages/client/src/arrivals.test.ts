import type { Chat, Command } from '@confab/protocol';
import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { createArrivals } from './arrivals.ts';
import { takeChats } from './chat-from.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';

function chatOf(id: string, kind: Chat['kind'], { lastSeq, unread }: Pick<Chat, 'lastSeq' | 'unread'>): Chat {
  const createdAt = new Date(0).toISOString();
  const rest = { name: null, members: [], createdBy: 'ann', createdAt, rev: lastSeq, mentions: 0, lastMessage: null };
  return { id, kind, lastSeq, unread, ...rest };
}

test('[D44] what came of direct chats is told once, together, and again on a new connection; of what is read nothing', async () => {
  const clock = new ManualClock();
  const store = createStore({ ...initialState(0, null, 'me'), features: ['receipts'] }, clock);
  const sent: Command[] = [];
  const arrivals = createArrivals({ store, clock, send: (command) => sent.push(command) });
  const chats = [
    chatOf('one', 'direct', { lastSeq: 3, unread: 2 }),
    chatOf('two', 'direct', { lastSeq: 5, unread: 1 }),
    chatOf('read', 'direct', { lastSeq: 4, unread: 0 }),
    chatOf('group', 'group', { lastSeq: 9, unread: 9 }),
  ];
  store.update((state) => takeChats(state, chats));
  for (let count = 0; count < 5; count += 1) arrivals.tellSoon();
  await clock.advance(1_000);
  expect(sent).toEqual([{ type: 'delivered', chats: { one: 3, two: 5 } }]);
  arrivals.tellSoon();
  await clock.advance(1_000);
  expect(sent).toHaveLength(1);
  arrivals.stop();
  arrivals.tellSoon();
  await clock.advance(1_000);
  expect(sent).toHaveLength(2);
});

test('[D25] a server that does not know it is told nothing', async () => {
  const clock = new ManualClock();
  const store = createStore(initialState(0, null, 'me'), clock);
  const sent: Command[] = [];
  const arrivals = createArrivals({ store, clock, send: (command) => sent.push(command) });
  store.update((state) => takeChats(state, [chatOf('one', 'direct', { lastSeq: 3, unread: 2 })]));
  arrivals.tellSoon();
  await clock.advance(1_000);
  expect(sent).toEqual([]);
});
