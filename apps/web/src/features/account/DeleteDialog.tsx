import { createAccountActions } from '@confab/client/accounts';
import type { Afterwards } from '@confab/protocol';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { forgetWritten } from '../../session/use-log-out.ts';
import { AfterwardsChoice } from './AfterwardsChoice.tsx';
import { ProofDialog } from './ProofDialog.tsx';

export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { rest } = useClient();
  const myId = useMyId();
  const [messages, setMessages] = useState<Afterwards | null>(null);
  return (
    <ProofDialog
      title={t`Delete your account?`}
      action={t`Delete for good`}
      isReady={messages !== null}
      request={async ({ currentPassword }) => {
        await createAccountActions(rest).delete(messages ?? 'keep', currentPassword || undefined);
        forgetWritten(myId);
      }}
      onClose={onClose}
    >
      <p className="text-muted">
        {t`This can’t be undone. You leave all groups; one that only you own goes to the person who helped or was there longest. Save your data first if you want to keep it.`}
      </p>
      <AfterwardsChoice isOwn value={messages} onChange={setMessages} />
    </ProofDialog>
  );
}
