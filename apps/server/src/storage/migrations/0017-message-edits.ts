import { featureTables } from './feature-tables.ts';

/** What messages said before: each text with the time at which it was written, under the `rev` of the edit that replaced it. */
export const messageEdits = featureTables('0017-message-edits', [
  {
    name: 'message_edits',
    columns: { chat_id: 'id', seq: 'int', rev: 'int', at: 'int', content: 'id' },
    key: ['chat_id', 'seq', 'rev'],
    chat: 'chat_id',
  },
]);
