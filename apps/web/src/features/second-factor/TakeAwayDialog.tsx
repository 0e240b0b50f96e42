import { createSecondFactorActions } from '@confab/client/second-factor';
import type { Person } from '@confab/protocol';
import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

type TakeAwayDialogProps = { person: Person; onClose: () => void; onDone: () => void };

/** For somebody who lost their phone or key, and their recovery codes. */
export function TakeAwayDialog({ person, onClose, onDone }: TakeAwayDialogProps) {
  const { rest } = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  function take(): void {
    setBusy(true);
    createSecondFactorActions(rest)
      .removeOf(person.id)
      .then(onDone, (reason: unknown) => {
        setError(failureText(reason));
        setBusy(false);
      });
  }
  return (
    <ConfirmDialog
      title={t`Take the second step of ${person.displayName} away?`}
      text={t`Their passkeys, app and recovery codes stop working, and they’re logged out everywhere. Be sure that it’s them who asks: after that, their password is enough.`}
      action={t`Take it away`}
      error={error}
      busy={isBusy}
      onConfirm={take}
      onCancel={onClose}
    />
  );
}
