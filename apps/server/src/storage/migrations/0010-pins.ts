import { featureTables } from './feature-tables.ts';

/** Which messages of a chat are pinned, and since which change of it: the part of the message says the same to whoever has it. */
export const pins = featureTables('0010-pins', [
  { name: 'pins', columns: { chat_id: 'id', seq: 'int', rev: 'int' }, key: ['chat_id', 'seq'], chat: 'chat_id' },
]);
