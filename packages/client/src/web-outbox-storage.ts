import { createUuid } from './uuid.ts';
import { type OutboxEntry, type OutboxStorage, parseOutboxEntries } from './outbox-storage.ts';

type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * The outbox of one person in a browser's `localStorage`. Each tab writes under a key of its own and holds a Web Lock
 * of the same name while it lives; a key whose lock is free belongs to a tab that is gone, and the next tab takes its
 * messages over. Where there are no locks (a page on plain http), a new tab takes over any key: two may then send the
 * same message, which the server counts once by its `clientId` (D1).
 */
export function webOutboxStorage(
  storage: KeyValueStorage,
  userId: string,
  locks: LockManager | null = globalThis.navigator?.locks ?? null,
): OutboxStorage {
  const prefix = `confab.outbox.${userId}.`;
  const ownKey = prefix + createUuid();
  const lock = holdLock(locks, ownKey);
  let hasAdopted = false;

  async function takeOver(key: string): Promise<OutboxEntry[]> {
    const take = () => {
      const entries = parseOutboxEntries(storage.getItem(key));
      // Ours first, then theirs away: cut off in between, the messages are twice there, not lost.
      const own = parseOutboxEntries(storage.getItem(ownKey));
      if (entries.length > 0) storage.setItem(ownKey, JSON.stringify([...entries, ...own]));
      storage.removeItem(key);
      return entries;
    };
    if (!locks) return take();
    return locks.request(key, { ifAvailable: true }, (free) => (free ? take() : []));
  }

  return {
    userId,
    async adopt() {
      await lock.held;
      const adopted: OutboxEntry[] = [];
      // Without locks a tab that lives looks like one that is gone: what it takes back must not be sent from here.
      if (!locks && hasAdopted) return adopted;
      hasAdopted = true;
      for (const key of keysOf(storage)) {
        if (key.startsWith(prefix) && key !== ownKey) adopted.push(...(await takeOver(key)));
      }
      return adopted;
    },
    async save(entries) {
      await lock.held;
      if (entries.length === 0) storage.removeItem(ownKey);
      else storage.setItem(ownKey, JSON.stringify(entries));
    },
    async close() {
      lock.release();
    },
  };
}

function holdLock(locks: LockManager | null, name: string): { held: Promise<void>; release: () => void } {
  if (!locks) return { held: Promise.resolve(), release: () => undefined };
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  locks
    .request(name, () => {
      held.resolve();
      return released.promise;
    })
    .catch(held.reject);
  return { held: held.promise, release: released.resolve };
}

function keysOf(storage: KeyValueStorage): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key) => key !== null).toSorted();
}
