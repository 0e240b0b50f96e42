import { initialState, type ChatState, type ClientState, type ConfabClient } from '@confab/client';
import type { User } from '@confab/protocol';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, test, vi } from 'vitest';
import { ClientContext, useChatIds, useNames } from './client.ts';

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('window', { HTMLIFrameElement: Object });
  return () => vi.unstubAllGlobals();
});

test('a component that shows three names renders again for these three alone', async () => {
  const { client, change } = startClient({ users: people({ ada: 'Ada', bob: 'Bob', cy: 'Cy', dee: 'Dee' }) });
  const shown: string[] = [];
  function Names() {
    // Another array each time, as components hand them over.
    shown.push(useNames(['ada', 'bob', 'cy']).join());
    return null;
  }
  await render(client, <Names />);
  expect(shown).toEqual(['Ada,Bob,Cy']);

  await change({ users: people({ ada: 'Ada', bob: 'Bob', cy: 'Cy', dee: 'Deirdre', eve: 'Eve' }) });
  await change({ unsentIsKept: false });
  expect(shown).toEqual(['Ada,Bob,Cy']);

  await change({ users: people({ ada: 'Ada', bob: 'Robert', cy: 'Cy' }) });
  expect(shown.slice(1)).toEqual(['Ada,Robert,Cy']);
});

test('the list of chats renders again when one moves, not with every message', async () => {
  const { client, change } = startClient({ chats: chats({ one: '2026-01-01', two: '2026-01-02' }) });
  const shown: string[] = [];
  function Ids() {
    shown.push(useChatIds().join());
    return null;
  }
  await render(client, <Ids />);
  await change({ chats: chats({ one: '2026-01-01', two: '2026-01-03' }) });
  expect(shown).toEqual(['two,one']);
  await change({ chats: chats({ one: '2026-01-04', two: '2026-01-03' }) });
  expect(shown.slice(1)).toEqual(['one,two']);
});

/** As much of a client as a hook reads. */
function startClient(given: Partial<ClientState>) {
  let state: ClientState = { ...initialState(0), ...given };
  const listeners = new Set<() => void>();
  const client: Pick<ConfabClient, 'getState' | 'subscribe'> = {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const change = async (next: Partial<ClientState>): Promise<void> =>
    await act(async () => {
      state = { ...state, ...next };
      for (const listener of listeners) listener();
    });
  return { client, change };
}

/** As much of a page as React asks for to render what draws nothing. */
async function render(client: Pick<ConfabClient, 'getState' | 'subscribe'>, shown: ReactNode): Promise<void> {
  const listening = { addEventListener: () => undefined };
  const container = { ...listening, nodeType: 1, tagName: 'DIV', ownerDocument: { ...listening, nodeType: 9 } };
  const root = createRoot(container as unknown as Element);
  await act(async () => root.render(<ClientContext value={client as ConfabClient}>{shown}</ClientContext>));
}

function people(names: Record<string, string>): ClientState['users'] {
  return new Map(Object.entries(names).map(([id, displayName]) => [id, { id, displayName } as User]));
}

function chats(createdAt: Record<string, string>): ClientState['chats'] {
  return new Map(
    Object.entries(createdAt).map(([id, at]) => [id, { id, createdAt: at, lastMessage: null } as ChatState]),
  );
}
