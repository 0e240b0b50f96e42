import { placeRoles } from '@confab/protocol/place-role';
import { roleText } from '../../../lib/role-words.ts';
import { t } from '../../../lib/words.ts';
import { CheckRow } from '../../../ui/CheckRow.tsx';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { Setting, type SettingProps } from './Setting.tsx';

/** Whose log-in needs more than a password. Whoever has no second factor sets one up before they do anything else. */
export function FactorSetting({ answer, onSave }: SettingProps) {
  const { requireSecondFactor: required } = answer.settings;
  return (
    <Setting
      title={t`Second factor`}
      note={t`Of whom one is required. Who has none sets one up when they log in next, before anything else. You too, if you choose your own role.`}
    >
      {isLocked(answer, 'requireSecondFactor') ? (
        <>
          <p>{required.length === 0 ? t`Of nobody` : required.map(roleText).join(', ')}</p>
          <LockedNote answer={answer} name="requireSecondFactor" />
        </>
      ) : (
        <div className="-mx-2">
          {placeRoles.map((role) => (
            <CheckRow
              key={role}
              label={roleText(role)}
              isOn={required.includes(role)}
              onChange={async (isOn) => {
                const others = required.filter((one) => one !== role);
                await onSave({ requireSecondFactor: isOn ? [...others, role] : others });
              }}
            />
          ))}
        </div>
      )}
    </Setting>
  );
}
