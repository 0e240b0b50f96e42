import type { SecondFactorActions } from '@confab/client/second-factor';
import type { MySecondFactor } from '@confab/protocol';
import { useCallback, useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { mayHavePasskeys } from '../../lib/may-have-passkeys.ts';
import { t } from '../../lib/words.ts';
import { FormError } from '../../ui/FormError.tsx';
import { AddAppDialog } from './AddAppDialog.tsx';
import { AddPasskeyDialog } from './AddPasskeyDialog.tsx';
import { AppRow, CodesRow } from './FactorRows.tsx';
import type { FactorTask } from './factor-task.ts';
import { NewCodesDialog } from './NewCodesDialog.tsx';
import { PasskeyRows } from './PasskeyRows.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';

type FactorListProps = {
  actions: SecondFactorActions;
  /** After a change, once its dialog is closed. */
  onChanged?: () => void;
};

/** All that one logs in with beside the password, and what changes it. */
export function FactorList({ actions, onChanged }: FactorListProps) {
  const [factors, setFactors] = useState<MySecondFactor | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [task, setTask] = useState<FactorTask | null>(null);
  const load = useCallback(() => {
    actions.get().then(setFactors, (reason: unknown) => setError(failureText(reason)));
  }, [actions]);
  useEffect(load, [load]);

  if (factors === null) {
    return error === null ? <div className="skeleton h-24 w-full" aria-busy="true" /> : <FormError text={error} />;
  }
  const close = (isChanged: boolean): void => {
    setTask(null);
    if (!isChanged) return;
    load();
    onChanged?.();
  };
  const canAddPasskeys = factors.hasPasskeys && mayHavePasskeys();
  return (
    <>
      <p className="mb-2 text-sm text-pretty text-muted">
        {t`With one of these, your password alone lets no one in: each login also asks for a passkey or a code. A passkey works without the password, too.`}
      </p>
      <PasskeyRows passkeys={factors.passkeys} canAdd={canAddPasskeys} onTask={setTask} />
      <AppRow isOn={factors.totp} onTask={setTask} />
      {(factors.totp || factors.passkeys.length > 0) && <CodesRow left={factors.recoveryCodesLeft} onTask={setTask} />}
      {task !== null && <TaskDialog task={task} factors={factors} actions={actions} onClose={close} />}
    </>
  );
}

type TaskDialogProps = {
  task: FactorTask;
  factors: MySecondFactor;
  actions: SecondFactorActions;
  onClose: (isChanged: boolean) => void;
};

function TaskDialog({ task, factors: { proof, totp, passkeys }, actions, onClose }: TaskDialogProps) {
  const isFirst = !totp && passkeys.length === 0;
  switch (task.task) {
    case 'add-app':
      return <AddAppDialog proof={proof} isFirst={isFirst} actions={actions} onClose={onClose} />;
    case 'add-passkey':
      return <AddPasskeyDialog proof={proof} isFirst={isFirst} actions={actions} onClose={onClose} />;
    case 'new-codes':
      return <NewCodesDialog proof={proof} actions={actions} onClose={onClose} />;
    case 'rename-passkey':
      return <RenameDialog passkey={task.passkey} actions={actions} onClose={onClose} />;
    case 'remove-passkey':
      return (
        <RemoveDialog
          proof={proof}
          title={t`Remove this passkey?`}
          text={t`“${task.passkey.name}” won’t log you in any more. Your device may still list it: you can delete it there, too.`}
          onRemove={(given) => actions.removePasskey(task.passkey.id, given)}
          onClose={onClose}
        />
      );
    case 'remove-app':
      return (
        <RemoveDialog
          proof={proof}
          title={t`Remove the authenticator app?`}
          text={t`Logins won’t ask for its codes any more.`}
          onRemove={(given) => actions.removeTotp(given)}
          onClose={onClose}
        />
      );
  }
}
