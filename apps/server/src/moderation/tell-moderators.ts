import { isAtLeast, placeRoles } from '@confab/protocol';
import type { Connection } from '../realtime/connection.ts';
import { countOpen } from './list-reports.ts';
import type { ModerationContext } from './moderation-context.ts';

const moderating = placeRoles.slice(0, placeRoles.indexOf('moderator') + 1);

/** Tells a moderator who has just connected: what was said to nobody while they were away. */
export async function tellConnection(
  { storage }: Pick<ModerationContext, 'storage'>,
  connection: Connection,
): Promise<void> {
  if (!isAtLeast(connection.role, 'moderator')) return;
  const openFor = await countOpen(storage.db);
  if (!connection.isClosed) connection.send({ type: 'moderation', open: openFor(connection.userId) });
}

/** Tells the moderators who are connected here how much waits. Asked for while it looks, it looks once more. */
export function createTeller({ storage, hub, onError }: ModerationContext): () => void {
  let isLooking = false;
  let isAskedAgain = false;
  const look = async (): Promise<void> => {
    const [openFor, moderators] = await Promise.all([
      countOpen(storage.db),
      storage.db.selectFrom('users').select('id').where('role', 'in', moderating).execute(),
    ]);
    for (const { id } of moderators) hub.sendToUser(id, { type: 'moderation', open: openFor(id) });
  };
  const tell = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      await look();
      // Changes while it looked, which the flag says.
    } while (wasAskedAgain());
  };
  const wasAskedAgain = (): boolean => isAskedAgain;
  return () => {
    isAskedAgain = true;
    if (isLooking) return;
    isLooking = true;
    tell()
      .catch(onError)
      .finally(() => (isLooking = false));
  };
}
