import { letIn, refuseAsked } from '@confab/protocol/place/paths';
import { useDeed } from '../../lib/use-deed.ts';
import { t } from '../../lib/words.ts';
import type { PersonActionProps } from '../../registry/web-feature.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';

export function LetInDialog({ person, onClose, onDone }: PersonActionProps) {
  const { rest } = useClient();
  const { isBusy, error, run } = useDeed();
  const answer = () => rest.call(letIn, { params: { user_id: person.id } });
  return (
    <Dialog title={t`Let ${person.displayName} in?`} onClose={onClose}>
      <p className="text-muted">{t`They can log in from then on, as a member.`}</p>
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" disabled={isBusy} onClick={() => void run(answer, onDone)}>
          {t`Let in`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

export function RefuseDialog({ person, onClose, onDone }: PersonActionProps) {
  const { rest } = useClient();
  const { isBusy, error, run } = useDeed();
  const answer = () => rest.call(refuseAsked, { params: { user_id: person.id } });
  return (
    <Dialog title={t`Refuse ${person.displayName}?`} onClose={onClose}>
      <p className="text-muted">{t`Their account is deleted, as if they had never asked. They can ask again.`}</p>
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="danger" disabled={isBusy} onClick={() => void run(answer, onDone)}>
          {t`Refuse`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
