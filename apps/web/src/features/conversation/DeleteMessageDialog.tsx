import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useClient } from '../../session/client.ts';

export function DeleteMessageDialog({ message, finalFocus, onClose }: ActionDialogProps) {
  const client = useClient();
  const [error, setError] = useState<string | null>(null);
  return (
    <ConfirmDialog
      title={t`Delete this message?`}
      text={t`It disappears for everyone in this chat. This can’t be undone.`}
      action={t`Delete`}
      error={error}
      finalFocus={finalFocus}
      onConfirm={() =>
        void client.deleteMessage(message).then(onClose, (reason: unknown) => setError(failureText(reason)))
      }
      onCancel={onClose}
    />
  );
}
