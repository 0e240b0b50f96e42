import { createAccountActions } from '@confab/client/accounts';
import type { Afterwards } from '@confab/protocol';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { forgetWritten } from '../../session/use-log-out.ts';
import { ProofDialog } from './ProofDialog.tsx';

/** What becomes of what one wrote is chosen first: what others read there may matter to them. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { rest } = useClient();
  const myId = useMyId();
  const [messages, setMessages] = useState<Afterwards | null>(null);
  const choices: readonly { value: Afterwards; label: string; note: string }[] = [
    { value: 'keep', label: t`Leave them under my name`, note: t`Others read them as before.` },
    {
      value: 'anonymous',
      label: t`Leave them without my name`,
      note: t`They’re from “Deleted person”. What others wrote about you stays as they wrote it.`,
    },
    { value: 'delete', label: t`Delete them`, note: t`With their files, in all chats. It may take some minutes.` },
  ];
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
      <fieldset className="mt-3.5">
        <legend className="mb-1 text-sm font-medium">{t`What becomes of your messages?`}</legend>
        {choices.map(({ value, label, note }) => (
          <label
            key={value}
            className="flex cursor-pointer flex-wrap items-center gap-x-2.5 rounded-sm py-1.5 pointer-coarse:min-h-touch"
          >
            <input
              type="radio"
              name="messages"
              value={value}
              checked={messages === value}
              onChange={() => setMessages(value)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="font-medium">{label}</span>
            <span className="w-full ps-6.5 text-sm text-muted">{note}</span>
          </label>
        ))}
      </fieldset>
    </ProofDialog>
  );
}
