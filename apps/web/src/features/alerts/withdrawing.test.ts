import { type ChatState, type ClientState, type ConfabClient, initialState } from '@confab/client';
import { expect, test, vi } from 'vitest';
import { createWithdrawing } from './withdrawing.ts';

/** What the system shows, which answers when it is told to. */
function stubSystem() {
  const shown = new Set<string>();
  const asked: (() => void)[] = [];
  const list = () =>
    [...shown].map((chatId) => ({ data: { userId: 'me', chatId, seq: 4 }, close: () => shown.delete(chatId) }));
  const getNotifications = async () => {
    const found = list();
    await new Promise<void>((resolve) => asked.push(resolve));
    return found;
  };
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({ getNotifications }) } });
  /** Lets the browser answer what it was asked so far, and the page act on it. */
  async function answer(): Promise<void> {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
    for (const one of asked.splice(0)) one();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { shown, answer, asked };
}

/** In which `me` has read so far. */
function stateOf(readSeq: number): ClientState {
  const chat = { id: 'c', kind: 'direct', members: [], readSeq, lastSeq: 4, log: { generation: 1, chunks: new Map() } };
  const chats = new Map([['c', chat as unknown as ChatState]]);
  return { ...initialState(0, null, 'me'), chatsLoaded: true, chats };
}

function begin() {
  let state = stateOf(3);
  const client = { getState: () => state } as unknown as ConfabClient;
  const withdrawing = createWithdrawing(client, 'me');
  function becomeRead(): void {
    state = stateOf(4);
    withdrawing.look();
  }
  return { withdrawing, becomeRead };
}

test('what is shown while the browser is asked is followed too', async () => {
  const { shown, answer, asked } = stubSystem();
  const { withdrawing, becomeRead } = begin();
  withdrawing.begin();
  await vi.waitFor(() => expect(asked.length).toBe(1));
  // It has said by then that nothing is shown.
  shown.add('c');
  withdrawing.begin();
  await answer();
  await answer();
  expect([...shown]).toEqual(['c']);
  becomeRead();
  await answer();
  expect([...shown]).toEqual([]);
});

test('what was under way to the system when its person left does not stay', async () => {
  const { shown, answer } = stubSystem();
  const { withdrawing } = begin();
  shown.add('c');
  withdrawing.end();
  await answer();
  expect([...shown]).toEqual([]);
  shown.add('c');
  withdrawing.begin();
  await answer();
  expect([...shown]).toEqual([]);
});
