import type { ChangeablePermission } from '@confab/protocol/place-permissions';
import { t } from './words.ts';

export function permissionText(permission: ChangeablePermission): string {
  switch (permission) {
    case 'see-everyone':
      return t`See everyone here`;
    case 'start-chats':
      return t`Start 1-on-1 chats`;
    case 'create-groups':
      return t`Create groups`;
    case 'create-public-groups':
      return t`Create public groups`;
    case 'join-public-groups':
      return t`Join public groups`;
    case 'invite-people':
      return t`Invite people`;
    case 'send-files':
      return t`Send files`;
    case 'add-emoji':
      return t`Add emoji`;
    case 'mention-all':
      return t`Mention everyone in a group`;
  }
}
