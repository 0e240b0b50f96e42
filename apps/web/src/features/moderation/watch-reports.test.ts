import { type ClientState, type ConfabClient, initialState } from '@confab/client';
import { beforeEach, expect, test } from 'vitest';
import { dismissAll, readNotices } from '../../lib/notices.ts';
import { watchReports } from './watch-reports.ts';

beforeEach(dismissAll);

/** As much of a client as is asked for reports. */
function startClient() {
  let state: ClientState = initialState(0);
  const listeners = new Set<() => void>();
  const say = (documents: ReadonlyMap<string, unknown>): void => {
    state = { ...state, documents };
    for (const listener of listeners) listener();
  };
  const client = {
    getState: () => state,
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    putDocument: (kind: string, id: string) =>
      say(new Map([...state.documents].filter(([key]) => key !== `${kind}/${id}`))),
  };
  const decided = (...acted: boolean[]): void =>
    say(new Map(acted.map((one, index) => [`report/r${index}`, { at: '2026-11-27T12:00:00.000Z', acted: one }])));
  return { client: client as unknown as ConfabClient, decided, left: () => state.documents.size };
}

const texts = (): string[] => readNotices().map(({ text }) => text);

test('what was reported is told of in one notice, until it is put away', () => {
  const { client, decided, left } = startClient();
  watchReports(client);
  expect(texts()).toEqual([]);
  decided(true);
  expect(texts()).toEqual(['Your report was looked at: something was done.']);
  decided(false);
  expect(texts()).toEqual(['Your report was looked at: nothing was done.']);
  decided(false, true, false);
  expect(texts()).toEqual(['3 reports of yours were looked at: something was done about 1.']);
  decided(false, false);
  expect(texts()).toEqual(['2 reports of yours were looked at: nothing was done.']);
  const [notice] = readNotices();
  dismissAll();
  notice?.choice?.run();
  expect([texts(), left()]).toEqual([[], 0]);
});
