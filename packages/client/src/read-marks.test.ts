import type { Chat, Command, Member, User } from '@confab/protocol';
import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { takeChats } from './chat-from.ts';
import { setConnection } from './local-changes.ts';
import { createReadMarks } from './read-marks.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';

const threadId = 'c~1';

function threadOf(members: Member[]): Chat {
  const at = new Date(0).toISOString();
  return {
    id: threadId,
    kind: 'thread',
    name: null,
    members,
    createdBy: 'ann',
    createdAt: at,
    lastSeq: 3,
    rev: 3,
    unread: 0,
    mentions: 0,
    lastMessage: null,
  };
}

test('[D21] what was read of a thread a moment before one is known to follow it is told then', async () => {
  const clock = new ManualClock();
  const store = createStore(initialState(0, null, 'me'), clock);
  const sent: Command[] = [];
  const marks = createReadMarks({ store, clock, send: (command) => sent.push(command), put: async () => undefined });
  store.update((state) => setConnection(takeChats(state, [threadOf([])]), { status: 'live', since: 0, retryAt: null }));
  marks.mark(threadId, 3);
  marks.mark(threadId, 2);
  marks.followed(threadId);
  await clock.advance(1_000);
  expect(sent).toEqual([]);

  marks.mark(threadId, 3);
  const me = { user: { id: 'me' } as User, role: 'member', joinedAt: new Date(0).toISOString(), readSeq: 1 } as const;
  store.update((state) => takeChats(state, [{ ...threadOf([me]), unread: 2 }]));
  marks.followed(threadId);
  await clock.advance(1_000);
  expect(sent).toEqual([{ type: 'read', chatId: threadId, seq: 3 }]);
});
