import { createAccountActions } from '@confab/client/accounts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { ProofDialog } from './ProofDialog.tsx';

export function DeactivateDialog({ onClose }: { onClose: () => void }) {
  const { rest } = useClient();
  return (
    <ProofDialog
      title={t`Deactivate your account?`}
      action={t`Deactivate`}
      request={({ currentPassword }) => createAccountActions(rest).deactivate(currentPassword || undefined)}
      onClose={onClose}
    >
      <p className="text-muted">
        {t`You’re logged out everywhere, and nobody can log in to it or write to you any more. Your messages, groups and settings stay. Only an administrator can bring it back.`}
      </p>
    </ProofDialog>
  );
}
