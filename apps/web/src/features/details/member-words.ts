import type { Role } from '@confab/protocol';
import { listText } from '../../lib/list-text.ts';
import type { SystemWords, Told } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';

/** Names listed before "and 12 more". */
const namesListed = 5;

/** Somebody came, went, got a role, or named the group. */
export const memberWords: SystemWords = {
  'members-added': ({ userIds }, { actorId, actor, nameOf }) => {
    if (userIds.length === 1 && userIds[0] === actorId) return t`${actor} joined`;
    const names = userIds.slice(0, namesListed).map(nameOf);
    return t`${actor} added ${listText(names, userIds.length - names.length)}`;
  },
  'member-removed': ({ userId }, { actor, nameOf }) => t`${actor} removed ${nameOf(userId)}`,
  'member-left': ({ userId }, { nameOf }) => t`${nameOf(userId)} left`,
  'role-changed': ({ userId, role }, told) => roleText(userId, role, told),
  renamed: ({ name }, { actor }) => t`${actor} named the group “${name}”`,
};

function roleText(userId: string, role: Role, { actor, nameOf }: Told): string {
  const name = nameOf(userId);
  switch (role) {
    case 'owner':
      return t`${actor} made ${name} an owner`;
    case 'admin':
      return t`${actor} made ${name} an admin`;
    case 'member':
      return t`${actor} made ${name} a member`;
  }
}
