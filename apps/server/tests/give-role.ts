import type { PlaceRole } from '@confab/protocol';
import { sessionsStale } from '../src/accounts/account-events.ts';
import type { Person } from './api.ts';
import type { TestServer } from './start-server.ts';

/** Gives somebody a role in the place, whoever may give it. */
export async function giveRole({ parts }: TestServer, { user }: Person, role: PlaceRole): Promise<void> {
  await parts.storage.db.updateTable('users').set({ role }).where('id', '=', user.id).execute();
  parts.bus.publish('nodes', sessionsStale.of({ userId: user.id }));
}
