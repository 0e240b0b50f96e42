import type { Passkey } from '@confab/protocol';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import type { FactorTask } from './factor-task.ts';
import { PasskeyRow } from './FactorRows.tsx';

type PasskeyRowsProps = {
  passkeys: readonly Passkey[];
  canAdd: boolean;
  onTask: (task: FactorTask) => void;
};

export function PasskeyRows({ passkeys, canAdd, onTask }: PasskeyRowsProps) {
  return (
    <>
      <PasskeyRow count={passkeys.length} canAdd={canAdd} onTask={onTask} />
      {passkeys.length > 0 && (
        <ul aria-label={t`Passkeys`} className="ms-12">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
              <div className="min-w-40 flex-1">
                <p className="font-medium wrap-anywhere">{passkey.name}</p>
                <p className="text-xs text-muted">{usedText(passkey)}</p>
              </div>
              <div className="flex gap-2">
                <Button
                  size="s"
                  aria-label={t`Rename “${passkey.name}”`}
                  onClick={() => onTask({ task: 'rename-passkey', passkey })}
                >
                  {t`Rename`}
                </Button>
                <Button
                  size="s"
                  look="danger-quiet"
                  aria-label={t`Remove “${passkey.name}”`}
                  onClick={() => onTask({ task: 'remove-passkey', passkey })}
                >
                  {t`Remove`}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function usedText({ createdAt, lastUsedAt }: Passkey): string {
  return lastUsedAt === null ? t`Added ${exactTime(createdAt)}` : t`Last used ${exactTime(lastUsedAt)}`;
}
