import { type ClientState, type ConfabClient, initialState } from '@confab/client';
import type { Session } from '@confab/protocol';
import { beforeEach, expect, test, vi } from 'vitest';
import { dismissAll, dismissNotice, readNotices } from '../../lib/notices.ts';
import { watchLogIns } from './watch-log-ins.ts';

beforeEach(dismissAll);

/** As much of a client as is asked for log-ins. */
function startClient() {
  let state: ClientState = initialState(0);
  const listeners = new Set<() => void>();
  const sessionOf = (id: string): Session =>
    ({ id, isNew: id !== 'own', userAgent: `Device-${id}/1`, current: id === 'own' }) as unknown as Session;
  const client = {
    getState: () => state,
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    rest: { sessions: () => Promise.resolve([...state.documents.keys()].map((key) => sessionOf(key.slice(7)))) },
  };
  return {
    client: client as unknown as ConfabClient,
    waiting: (...ids: string[]): void => {
      state = { ...state, documents: new Map(ids.map((id) => [`log-in/${id}`, { sessionId: id }])) };
      for (const listener of listeners) listener();
    },
  };
}

const texts = (): string[] => readNotices().map(({ text }) => text);

test('of one new log-in it is asked whether it was them; more are one notice, which counts and leads to the list', async () => {
  const { client, waiting } = startClient();
  watchLogIns(client);
  waiting('a', 'own');
  await vi.waitFor(() => expect(texts()).toEqual([expect.stringContaining('New log-in')]));
  expect(readNotices()[0]?.choice?.label).toBe('It was me');
  waiting('a', 'own', 'b');
  await vi.waitFor(() => expect(texts()).toEqual(['2 new log-ins to your account']));
  expect(readNotices()[0]?.choice?.other).toBeUndefined();
  waiting('a', 'own', 'b', 'c', 'd');
  await vi.waitFor(() => expect(texts()).toEqual(['4 new log-ins to your account']));
  // Answered elsewhere.
  waiting('own', 'b', 'd');
  expect(texts()).toEqual(['2 new log-ins to your account']);
  waiting('own', 'd');
  expect(texts()).toEqual([expect.stringContaining('New log-in')]);
  waiting('own');
  expect(texts()).toEqual([]);
});

test('what was put away comes back with news alone', async () => {
  const { client, waiting } = startClient();
  watchLogIns(client);
  waiting('a', 'b', 'c');
  await vi.waitFor(() => expect(texts()).toEqual(['3 new log-ins to your account']));
  dismissNotice(readNotices()[0]?.id ?? 0);
  waiting('a', 'b', 'd');
  await vi.waitFor(() => expect(texts()).toEqual(['3 new log-ins to your account']));
  dismissNotice(readNotices()[0]?.id ?? 0);
  waiting('a', 'b');
  expect(texts()).toEqual([]);
  waiting('a', 'b', 'e');
  await vi.waitFor(() => expect(texts()).toEqual(['3 new log-ins to your account']));
});
