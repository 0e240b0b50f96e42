import { doorOf } from '@confab/protocol/threads';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { t } from '../../lib/words.ts';
import { useChat } from '../../session/client.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

type CallManyDialogProps = { chatId: string; onConfirm: () => void; onCancel: () => void };

/** Asks before a message calls everybody. */
export function CallManyDialog({ chatId, onConfirm, onCancel }: CallManyDialogProps) {
  const count = useChat(doorOf(chatId))?.members.length ?? 0;
  return (
    <ConfirmDialog
      title={t`Notify everyone?`}
      text={t`${count} people in this group will be notified of this message right away.`}
      action={t`Send it`}
      look="primary"
      finalFocus={composerOrBack}
      onConfirm={onConfirm}
      onCancel={onCancel}
    />
  );
}
