import { featureTables } from './feature-tables.ts';

/**
 * `usage_days`: of each day of UTC how many people were here, and how many messages there were in all when it began (`first_total`) and
 * when it was counted last. `compliance_access`: who may read a group that is not theirs, and until when. `nodes`: the processes that
 * serve this place, which say from time to time that they do.
 */
export const administration = featureTables('0039-administration', [
  { name: 'usage_days', columns: { day: 'id', people: 'int', first_total: 'int', last_total: 'int' }, key: ['day'] },
  {
    name: 'compliance_access',
    columns: { chat_id: 'id', user_id: 'id', until_at: 'int' },
    key: ['chat_id', 'user_id'],
    chat: 'chat_id',
  },
  { name: 'nodes', columns: { id: 'id', version: 'text', up_since: 'int', seen_at: 'int' }, key: ['id'] },
]);
