import { restrictPerson } from '@confab/protocol/moderation/paths';
import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { isUnfinished, RestrictionFields, type ChosenRestriction, restrictionOf } from './RestrictionFields.tsx';

type RestrictDialogProps = { userId: string; name: string; onClose: () => void; onDone: () => void };

export function RestrictDialog({ userId, name, onClose, onDone }: RestrictDialogProps) {
  const { rest } = useClient();
  const [chosen, setChosen] = useState<ChosenRestriction>({ kind: 'warning', reason: '', lasts: 'day' });
  const [error, setError] = useState<string | null>(null);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function restrict(): Promise<void> {
    const body = restrictionOf(chosen);
    setReasonMissing(isUnfinished(chosen));
    if (body === null || isUnfinished(chosen)) return;
    setBusy(true);
    try {
      await rest.call(restrictPerson, { params: { user_id: userId }, body });
      tell(t`Done`, brieflyMs);
      onClose();
      onDone();
    } catch (reason) {
      setError(failureText(reason));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t`Warn, mute or ban ${name}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void restrict();
        }}
      >
        <RestrictionFields
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setReasonMissing(false);
          }}
          isRequired
          isReasonMissing={isReasonMissing}
        />
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look={chosen.kind === 'ban' ? 'danger' : 'primary'} disabled={isBusy}>
            {chosen.kind === 'ban' ? t`Ban` : chosen.kind === 'mute' ? t`Mute` : t`Warn`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
