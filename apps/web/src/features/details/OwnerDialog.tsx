import type { ChatState } from '@confab/client';
import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';

type OwnerDialogProps = {
  chat: ChatState;
  userId: string;
  name: string;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
};

/** A group gets one more owner, or another one: whoever hands it over becomes an admin. */
export function OwnerDialog({ chat, userId, name, finalFocus, onClose }: OwnerDialogProps) {
  const client = useClient();
  const myId = useMyId();
  const [isStaying, setStaying] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function make(): Promise<void> {
    setBusy(true);
    try {
      await client.changeRole(chat.id, userId, 'owner');
      // Only then: a group is at no moment without an owner.
      if (!isStaying) await client.changeRole(chat.id, myId, 'admin');
      onClose();
    } catch (reason) {
      setError(failureText(reason));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t`Make ${name} an owner?`} onClose={onClose} finalFocus={finalFocus}>
      <p className="text-muted">{t`Owners can change everything about the group, assign roles and remove anyone.`}</p>
      <label className="mt-2 flex min-h-8 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-touch">
        <input
          type="checkbox"
          checked={isStaying}
          onChange={(event) => setStaying(event.target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        {t`Stay an owner, too`}
      </label>
      <p role="status" className="text-sm text-muted">
        {isStaying
          ? t`Then either of you can leave the group.`
          : t`You’ll become an admin, and only ${name} can change that.`}
      </p>
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" disabled={isBusy} onClick={() => void make()}>
          {isStaying ? t`Make owner` : t`Hand over`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
