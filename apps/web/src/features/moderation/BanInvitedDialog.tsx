import { banInvited } from '@confab/protocol/moderation/paths';
import { useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { type ChosenRestriction, isUnfinished, LastsField, restrictionOf } from './RestrictionFields.tsx';

type BanInvitedDialogProps = { invitationId: string; people: number; onClose: () => void; onDone: () => void };

/** Of somebody who invites the like, one after the other. */
export function BanInvitedDialog({ invitationId, people, onClose, onDone }: BanInvitedDialogProps) {
  const { rest } = useClient();
  const [chosen, setChosen] = useState<ChosenRestriction>({ kind: 'ban', reason: '', lasts: 'good' });
  const [error, setError] = useState<string | null>(null);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const reasonField = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);

  async function ban(): Promise<void> {
    const wanted = restrictionOf(chosen);
    if (wanted === null || isUnfinished(chosen)) {
      setReasonMissing(true);
      reasonField.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const body = { reason: wanted.reason, until: wanted.until ?? null };
      const { people: count } = await rest.call(banInvited, { params: { invitation_id: invitationId }, body });
      tell(t`${plural(count, { one: '# person was banned.', other: '# people were banned.' })}`);
      onClose();
      onDone();
    } catch (reason) {
      setError(failureText(reason));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t`Ban all who came by this invitation?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ban();
        }}
      >
        <p className="mb-3 text-sm text-muted">
          {t`${plural(people, { one: '# person', other: '# people' })} came by it and by invitations of theirs. Their invitations stop working. You can take it back under “Mutes and bans”.`}
        </p>
        <div className="flex flex-wrap gap-3">
          <TextField
            className="min-w-48 flex-2"
            ref={reasonField}
            label={t`Reason`}
            error={isReasonMissing ? t`Say why: they read it.` : undefined}
            value={chosen.reason}
            maxCharacters={500}
            onChange={(event) => {
              setChosen({ ...chosen, reason: event.target.value });
              setReasonMissing(false);
            }}
          />
          <LastsField lasts={chosen.lasts} mayBeForGood onChoose={(lasts) => setChosen({ ...chosen, lasts })} />
        </div>
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="danger" disabled={isBusy}>
            {t`Ban all`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
