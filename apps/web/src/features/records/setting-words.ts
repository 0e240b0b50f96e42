import { changeablePermissions } from '@confab/protocol/place-permissions';
import { permissionText } from '../../lib/permission-words.ts';
import { t } from '../../lib/words.ts';

/** As the pages of the administration call them. */
const words: Readonly<Record<string, () => string>> = {
  name: () => t`Name`,
  picture: () => t`Picture`,
  joining: () => t`Who may join`,
  domains: () => t`Domains`,
  requireSecondFactor: () => t`Second factor`,
  auditDays: () => t`Days of the audit log`,
  chatExports: () => t`Chats can be exported by their owners and admins`,
  newAccounts: () => t`Limit new accounts`,
  'newAccounts.hours': () => t`For how many hours`,
  'newAccounts.messagesPerMinute': () => t`Messages in a minute`,
  'newAccounts.chatsPerHour': () => t`New chats in an hour`,
  'newAccounts.links': () => t`They may send links`,
  messagesDays: () => t`Days of messages`,
  filesDays: () => t`Days of files`,
  editsDays: () => t`Days of what messages said before edits`,
  'retention.chatsChoose': () => t`Owners and admins of groups may choose for their group`,
  'retention.least': () => t`At least`,
  'retention.most': () => t`At most`,
};

/** What a setting is called, and its key, which the settings of the environment are found by. Null for one of a newer server. */
export function settingText(key: string): string | null {
  const said = wordsOf(key);
  return said === null ? null : `${said} (${key})`;
}

function wordsOf(key: string): string | null {
  const permission = changeablePermissions.find((name) => key === `permissions.${name}`);
  if (permission !== undefined) return permissionText(permission);
  const plain = key.replace(/^retention\.(?=\w+Days$)/, '');
  return Object.hasOwn(words, plain) ? (words[plain]?.() ?? null) : null;
}
