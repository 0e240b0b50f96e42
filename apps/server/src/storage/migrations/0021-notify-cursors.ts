import { featureTables } from './feature-tables.ts';

/** Up to which message of a log people were told who do not look. Where nobody could be there is none. */
export const notifyCursors = featureTables('0021-notify-cursors', [
  { name: 'notify_cursors', columns: { chat_id: 'id', seq: 'int' }, key: ['chat_id'], chat: 'chat_id' },
]);
