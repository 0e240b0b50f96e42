import type { ConfabClient } from '@confab/client';
import type { OwnAccount as Answer, PlacePermission } from '@confab/protocol';
import { getMe } from '@confab/protocol/accounts/paths';
import { useEffect, useSyncExternalStore } from 'react';
import { useClient } from './client.ts';

/** What I am in the place, and what I may there. Servers of the version before tell nothing of it. */
export type OwnAccount = Omit<Answer, 'user' | 'may'> & { may: readonly string[] };

type Store = {
  read: () => OwnAccount | null;
  subscribe: (listener: () => void) => () => void;
  /** Asks, unless it was asked since the connection is there. Never rejects. */
  fetch: () => Promise<void>;
  /** Asks, whether or not it was asked. */
  refresh: () => Promise<void>;
};

const stores = new WeakMap<ConfabClient, Store>();

/** Asked anew whenever the connection comes back: a role that changes closes it. */
export function ownAccountOf(client: ConfabClient): Store {
  const known = stores.get(client);
  if (known) return known;
  const made = createStore(client);
  stores.set(client, made);
  return made;
}

function createStore(client: ConfabClient): Store {
  const listeners = new Set<() => void>();
  let account: OwnAccount | null = null;
  let underWay: Promise<void> | null = null;
  let isFresh = false;
  let wasLive = isLive(client);

  client.subscribe(() => {
    const isLiveNow = isLive(client);
    if (isLiveNow && !wasLive) {
      isFresh = false;
      // Whoever asked before wants to know what it is now.
      if (account !== null) void fetch();
    }
    wasLive = isLiveNow;
  });

  async function ask(): Promise<void> {
    isFresh = true;
    try {
      const { user: _user, may = [], ...rest } = await client.rest.call(getMe);
      account = { ...rest, may };
      for (const listener of listeners) listener();
    } catch {
      // What was known stays: whoever may no more is refused by the server.
      isFresh = false;
    }
  }

  function fetch(): Promise<void> {
    if (isFresh && underWay === null) return Promise.resolve();
    underWay ??= ask().finally(() => (underWay = null));
    return underWay;
  }

  return {
    read: () => account,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch,
    refresh() {
      isFresh = false;
      return fetch();
    },
  };
}

function isLive(client: ConfabClient): boolean {
  return client.getState().connection.status === 'live';
}

/** Null before it is known. */
export function useOwnAccount(): OwnAccount | null {
  const store = ownAccountOf(useClient());
  useEffect(() => void store.fetch(), [store]);
  return useSyncExternalStore(store.subscribe, store.read);
}

/** As far as it is known now. */
export function mayNow(client: ConfabClient, permission: PlacePermission): boolean {
  return ownAccountOf(client).read()?.may.includes(permission) === true;
}
