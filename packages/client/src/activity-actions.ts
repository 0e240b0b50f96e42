import type { ActivityPage } from '@confab/protocol';
import * as paths from '@confab/protocol/activity/paths';
import type { RestClient } from './rest.ts';

export interface ActivityActions {
  /**
   * What concerns me, the newest first: mentions, replies and reactions to my messages, threads that I follow. Where
   * `state.features` holds `activity`; `state.activityNews` changes when there may be something new. `limit` 1–200, 50 unless set.
   */
  activity(page?: { limit?: number; cursor?: string }): Promise<ActivityPage>;
}

export function createActivityActions({ rest }: { rest: RestClient }): ActivityActions {
  return { activity: (query = {}) => rest.call(paths.listActivity, { query }) };
}
