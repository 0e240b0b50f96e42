import { stageAccounts } from '../../src/accounts/stage-accounts.ts';
import type { Chat, User } from '@confab/protocol';
import { chatIdsOf, describeChats } from '../../src/chats/index.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { WholeLog } from './check-log.ts';
import { compareDocuments } from './check-documents.ts';
import { compareState } from './compare-state.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

/** What a client shows at the end is what a fresh fetch gives, and nothing waits to be sent. */
export async function checkClient(
  world: SimWorld,
  client: SimClient,
  { storage, log, positions }: { storage: Storage; log: WholeLog; positions: boolean },
): Promise<void> {
  const violate = (details: string): void => world.history.violate('old state + events', `${client.name}: ${details}`);
  const state = client.sdk.getState();
  if (state.connection.status !== 'live') return violate(`is ${state.connection.status}`);
  const { userId } = client;
  const chats = await fetchChats(world, userId, storage);
  for (const difference of compareState(state, { userId, chats, log, positions })) violate(difference);
  for (const difference of await compareDocuments(storage, client)) violate(difference);
}

async function fetchChats(world: SimWorld, userId: string, storage: Storage): Promise<Chat[]> {
  const accounts = {
    ...stageAccounts(),
    users: async (ids: readonly string[]) =>
      new Map(
        ids.flatMap((id): [string, User][] => {
          const user = world.people.get(id);
          return user ? [[id, user]] : [];
        }),
      ),
  };
  return describeChats({ storage, accounts }, userId, await chatIdsOf(storage.db, userId));
}
