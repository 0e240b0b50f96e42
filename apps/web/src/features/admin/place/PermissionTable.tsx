import {
  changeablePermissions,
  choicesFor,
  hasFrom,
  type ChangeablePermission,
} from '@confab/protocol/place-permissions';
import { roleText } from '../../../lib/role-words.ts';
import { t } from '../../../lib/words.ts';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Setting, type SettingProps } from './Setting.tsx';

/** From which role on somebody has a permission. What is not listed is fixed: it comes with being an owner, an admin or a moderator. */
export function PermissionTable({ answer, onSave }: SettingProps) {
  const { settings } = answer;
  return (
    <Setting title={t`Who may what`} note={t`From which role on. Owners and admins always may.`}>
      <ul>
        {changeablePermissions.map((permission) => (
          <li
            key={permission}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <span className="min-w-0 flex-1 basis-56">{permissionText(permission)}</span>
            <SelectField
              className="w-40"
              label={permissionText(permission)}
              isLabelHidden
              value={hasFrom(permission, settings)}
              disabled={isLocked(answer, 'permissions')}
              options={choicesFor(permission).map((role) => ({ value: role, label: t`${roleText(role)} and up` }))}
              onChoose={(role) => void onSave({ permissions: { ...settings.permissions, [permission]: role } })}
            />
          </li>
        ))}
      </ul>
      <LockedNote answer={answer} name="permissions" />
    </Setting>
  );
}

function permissionText(permission: ChangeablePermission): string {
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
