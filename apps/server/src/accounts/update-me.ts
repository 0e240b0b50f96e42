import type { OwnUser, UpdateMeBody } from '@confab/protocol';
import { profileChanged, userChanged } from './account-events.ts';
import type { AccountsContext } from './accounts-context.ts';
import { foldName } from './search-name.ts';

export async function updateMe(
  { storage, bus, profiles, now, arrivals }: AccountsContext,
  userId: string,
  { displayName, status, timeZone }: UpdateMeBody,
): Promise<OwnUser> {
  arrivals.requireSayable?.([displayName ?? '', status?.text ?? '']);
  const isNothing = status === null || (status?.text === '' && status.emoji === null);
  await storage.db
    .updateTable('users')
    .set({
      updated_at: new Date(now()),
      ...(displayName !== undefined && { name: displayName, search_name: foldName(displayName) }),
      ...(status !== undefined && { status: isNothing ? null : JSON.stringify(status) }),
      ...(timeZone !== undefined && { time_zone: timeZone }),
    })
    .where('id', '=', userId)
    .execute();
  bus.publish('nodes', userChanged.of({ userId }));
  bus.publish(`user:${userId}`, profileChanged.of({ userId }));
  return await profiles.ownUser(userId);
}
