import { featureTables } from './feature-tables.ts';

/**
 * Who wants mail of what they missed, up to when they were told, and when they were sent one last (0 before the first). `mail_keys`
 * holds the one key that addresses in mails are signed with.
 */
export const mail = featureTables('0023-mail', [
  { name: 'mail_keys', columns: { id: 'id', key: 'text' }, key: ['id'] },
  {
    name: 'mail_people',
    columns: { user_id: 'id', told_at: 'int', sent_at: 'int' },
    key: ['user_id'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
]);
