import type { PersonChange } from '@confab/protocol';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { changeAction, changeText, changeTitle } from './person-words.ts';
import { useChangePeople } from './use-change-people.ts';

type ChangeDialogProps = {
  userIds: readonly string[];
  /** Who they are, in words: a name, or "3 people". */
  name: string;
  change: PersonChange;
  onClose: () => void;
  onDone: () => void;
};

/** Asks before it is done. */
export function ChangeDialog({ userIds, name, change, onClose, onDone }: ChangeDialogProps) {
  const changing = useChangePeople();
  async function confirm(): Promise<void> {
    if (!(await changing.change(userIds, change))) return;
    onClose();
    onDone();
  }
  return (
    <ConfirmDialog
      title={changeTitle(change, name)}
      text={changeText(change)}
      action={changeAction(change)}
      look={change.type === 'deactivate' ? 'danger' : 'primary'}
      busy={changing.isBusy}
      error={changing.error}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    />
  );
}
