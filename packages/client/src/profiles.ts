import { withUsers } from './chat-from.ts';
import type { RestClient } from './rest.ts';
import type { Store } from './store.ts';

const idsPerRequest = 100;

export type Profiles = ReturnType<typeof createProfiles>;

/** Fetches the profiles of people who are named but not known, together and once. */
export function createProfiles(options: { store: Store; rest: Pick<RestClient, 'usersById'> }) {
  const { store, rest } = options;
  const asked = new Set<string>();
  let wanted = new Set<string>();
  let fetching: Promise<void> | null = null;

  async function fetchWanted(): Promise<void> {
    // Everything that one event names goes together.
    await Promise.resolve();
    while (wanted.size > 0) {
      const ids = [...wanted].slice(0, idsPerRequest);
      for (const id of ids) wanted.delete(id);
      await fetchSome(ids);
    }
  }

  async function fetchSome(ids: readonly string[]): Promise<void> {
    try {
      const users = await rest.usersById(ids);
      store.update((state) => withUsers(state, users));
    } catch (error) {
      // Whoever needs them next asks again.
      for (const id of ids) asked.delete(id);
      throw error;
    }
  }

  return {
    /** Rejects where the profiles could not be fetched. People who do not exist stay unknown. */
    load(userIds: Iterable<string>): Promise<void> {
      const { users } = store.get();
      for (const id of userIds) {
        if (users.has(id) || asked.has(id)) continue;
        asked.add(id);
        wanted.add(id);
      }
      if (wanted.size === 0) return fetching ?? Promise.resolve();
      fetching ??= fetchWanted().finally(() => {
        fetching = null;
        // Of those whose turn did not come, too.
        for (const id of wanted) asked.delete(id);
        wanted = new Set();
      });
      return fetching;
    },
  };
}
