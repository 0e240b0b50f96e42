import type { Message, User } from '@confab/protocol';
import { listText } from '../../lib/list-text.ts';
import { plural, t } from '../../lib/words.ts';
import { movementOf } from './system-runs.ts';

/** People named before "and 3 more". */
const namesListed = 3;

/** What lines of the system say together: "Ada added Bob, Cleo and 3 more", "Ada made 4 changes to the group". */
export function runText(run: readonly Message[], users: ReadonlyMap<string, Pick<User, 'displayName'>>): string {
  const listed = (userIds: readonly string[]): string => {
    const names = userIds.slice(0, namesListed).map((id) => users.get(id)?.displayName ?? t`Someone`);
    return listText(names, userIds.length - names.length);
  };
  const actors = listed([...new Set(run.map(({ senderId }) => senderId))]);
  const moved = movementOf(run);
  if (moved === null) {
    const count = run.length;
    return run.some(isOfGroup)
      ? t`${actors} made ${plural(count, { one: '# change', other: '# changes' })} to the group`
      : t`${actors} made ${plural(count, { one: '# change', other: '# changes' })}`;
  }
  const names = listed(moved.userIds);
  switch (moved.type) {
    case 'added':
      return t`${actors} added ${names}`;
    case 'joined':
      return t`${names} joined`;
    case 'left':
      return t`${names} left`;
  }
}

/** What is pinned changes a direct chat as well. */
function isOfGroup({ event }: Message): boolean {
  return event?.type !== 'message-pinned' && event?.type !== 'pinning-changed';
}
