import type { OwnUser } from '@confab/protocol';
import { userChanged } from './account-events.ts';
import type { AccountsContext } from './accounts-context.ts';
import { foldName } from './search-name.ts';

export async function updateMe(context: AccountsContext, userId: string, displayName: string): Promise<OwnUser> {
  await context.storage.db
    .updateTable('users')
    .set({ name: displayName, search_name: foldName(displayName), updated_at: new Date(context.now()) })
    .where('id', '=', userId)
    .execute();
  context.bus.publish('nodes', userChanged.of({ userId }));
  return await context.profiles.ownUser(userId);
}
