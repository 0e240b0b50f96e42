import type { LockedSetting, PlaceSettingsAnswer } from '@confab/protocol';
import { Lock } from 'lucide-react';
import { t } from '../lib/words.ts';

/** Of the environment, by the setting that it locks. */
const variables: Readonly<Record<LockedSetting, string>> = {
  name: 'PLACE_NAME',
  picture: 'PLACE_PICTURE',
  joining: 'REGISTRATION',
  domains: 'REGISTRATION_DOMAINS',
  decided: 'REGISTRATION',
  permissions: 'PERMISSIONS',
  retention: 'RETENTION',
  auditDays: 'AUDIT_DAYS',
  chatExports: 'CHAT_EXPORTS',
  requireSecondFactor: 'REQUIRE_SECOND_FACTOR',
  newAccounts: 'NEW_ACCOUNTS',
};

export function isLocked({ locked }: Pick<PlaceSettingsAnswer, 'locked'>, key: LockedSetting): boolean {
  return locked.includes(key);
}

type LockedNoteProps = { answer: Pick<PlaceSettingsAnswer, 'locked'>; name: LockedSetting };

/** Why something of the place can't be changed here, where the environment says it. */
export function LockedNote({ answer, name }: LockedNoteProps) {
  if (!isLocked(answer, name)) return null;
  return (
    <p className="mt-2 flex items-start gap-1.5 text-sm text-muted">
      <Lock className="mt-0.75 size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      {t`The server’s environment sets this (${variables[name]}). Change it there.`}
    </p>
  );
}
