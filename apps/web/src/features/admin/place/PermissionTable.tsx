import { changeablePermissions, choicesFor, hasFrom } from '@confab/protocol/place-permissions';
import { permissionText } from '../../../lib/permission-words.ts';
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
