import { featureTables } from './feature-tables.ts';

/** Up to which message of a direct chat a device of a member has everything. Like a read position, it only moves forward. */
export const deliveries = featureTables('0022-deliveries', [
  {
    name: 'deliveries',
    columns: { chat_id: 'id', user_id: 'id', seq: 'int' },
    key: ['chat_id', 'user_id'],
    chat: 'chat_id',
  },
]);
