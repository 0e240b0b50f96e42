import { activityOperations } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import type { Hub } from '../realtime/hub.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { Storage } from '../storage/storage.ts';
import { activityNoted } from './activity-noted.ts';
import { listActivity } from './list-activity.ts';

export interface ActivityContext {
  storage: Storage;
  hub: Hub;
  histories: PersonTurns;
}

/** What concerns a person, over all of their chats. Rules of features note it, see activity-rules.ts. */
export function activity({ storage, hub, histories }: ActivityContext): Feature {
  return {
    name: 'activity',
    offers: ['activity'],
    routes: [
      implement(activityOperations.listActivity, ({ caller: { userId }, query }) =>
        histories.run(userId, () => listActivity(storage, userId, query)),
      ),
    ],
    hears: { user: [activityNoted.on((_noted, userId) => hub.sendToUser(userId, { type: 'activity' }))] },
  };
}
