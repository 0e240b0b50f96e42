import { type ClientState, initialState } from '@confab/client';
import { threadIdOf } from '@confab/protocol/threads';
import { afterEach, expect, test, vi } from 'vitest';
import { mayWriteIn } from './may-write.ts';

afterEach(() => void vi.useRealTimers());

const members = [{ userId: 'ann', role: 'member' }];

function stateOf(more: object): ClientState {
  const group = { id: 'group', kind: 'group', members, parts: { posting: 'admins' } };
  const direct = { id: 'direct', kind: 'direct', members };
  const chats = new Map(Object.entries({ group, direct }));
  return { ...initialState(0), userId: 'ann', chats, ...more } as unknown as ClientState;
}

test('in a group of announcements a member writes in threads alone', () => {
  expect(mayWriteIn(stateOf({}), 'group')).toBe(false);
  expect(mayWriteIn(stateOf({}), threadIdOf('group', 7))).toBe(true);
  expect(mayWriteIn(stateOf({}), 'direct')).toBe(true);
});

test('whoever is muted writes nowhere until the minute that was said, and then everywhere', () => {
  const value = { reason: 'Be kind', until: '2026-11-27T12:00:00.000Z' };
  const documents = new Map([['muted', value]]);
  vi.useFakeTimers({ now: Date.parse('2026-11-27T11:59:59.999Z') });
  expect(mayWriteIn(stateOf({ documents }), 'direct')).toBe(false);
  expect(mayWriteIn(stateOf({ documents }), threadIdOf('group', 7))).toBe(false);
  vi.setSystemTime(Date.parse(value.until));
  expect(mayWriteIn(stateOf({ documents }), 'direct')).toBe(true);
});
