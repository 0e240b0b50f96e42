import type { GroupEvent } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';

/** Names listed before "and 12 others". */
const namesListed = 5;

/** What a system message says in English, with the names as they are now. */
export async function systemText(accounts: Accounts, actorId: string, event: GroupEvent): Promise<string> {
  const userIds = 'userIds' in event ? event.userIds.slice(0, namesListed) : 'userId' in event ? [event.userId] : [];
  const users = await accounts.users([actorId, ...userIds]);
  const nameOf = (id: string): string => users.get(id)?.displayName ?? 'Somebody';
  const actor = nameOf(actorId);
  switch (event.type) {
    case 'members-added': {
      const more = event.userIds.length - userIds.length;
      return `${actor} added ${joinNames(userIds.map(nameOf), more)}`;
    }
    case 'member-removed':
      return `${actor} removed ${nameOf(event.userId)}`;
    case 'member-left':
      return `${nameOf(event.userId)} left`;
    case 'role-changed':
      return `${actor} made ${nameOf(event.userId)} ${event.role === 'member' ? 'a member' : `an ${event.role}`}`;
    case 'renamed':
      return `${actor} named the group “${event.name}”`;
    default:
      return event satisfies never;
  }
}

function joinNames(names: readonly string[], more: number): string {
  const parts = more > 0 ? [...names, `${more} more`] : names;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
