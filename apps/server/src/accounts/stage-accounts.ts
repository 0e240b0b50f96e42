import type { User } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';

/** For tests: everybody exists. */
export function stageAccounts(online: (userId: string) => boolean = () => false): Accounts {
  return {
    known: () => null,
    authenticate: () => null,
    redeemTicket: async () => null,
    finishLogIn: nobody,
    identities: {
      enterAs: nobody,
      connect: nobody,
      disconnect: nobody,
      ofPerson: nobody,
      list: nobody,
      bringBack: nobody,
      followGroups: nobody,
    },
    isLive: async () => true,
    liveCaller: async (named) => ({ ...named, role: 'member', restricted: null }),
    sessionsChanged: () => {},
    seesEveryone: () => true,
    whoIsFound: async (_viewer, ids) => new Set(ids),
    whoIsKnown: async (_viewer, ids) => new Set(ids),
    endSessions: async () => [],
    watchSessions: () => {},
    clearCookie: () => {},
    provePerson: async () => {},
    wantedProof: async () => 'none',
    setPassword: async () => {},
    whoHide: async () => new Set(),
    encodedUsers: async (ids) =>
      new Map(
        ids.map((id) => [id, { json: JSON.stringify(stageUser(id, online(id))), hides: new Set(), until: Infinity }]),
      ),
    lookVersion: () => null,
    users: async (ids) => new Map(ids.map((id) => [id, stageUser(id, online(id))])),
  };
}

function nobody(): Promise<never> {
  return Promise.reject(new Error('nobody logs in here'));
}

function stageUser(id: string, online: boolean): User {
  const createdAt = new Date(0).toISOString();
  return { id, username: id, displayName: id, avatarUrl: null, createdAt, online, lastSeenAt: null };
}
