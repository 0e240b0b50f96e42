import { handOverGroup } from '@confab/protocol/administration/paths';
import type { ListedGroup, User } from '@confab/protocol';
import { useRef, useState } from 'react';
import { useDeed } from '../../../lib/use-deed.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { FormError } from '../../../ui/FormError.tsx';
import { PeoplePicker } from '../../people/index.ts';

type HandOverDialogProps = { group: ListedGroup; onClose: () => void; onDone: () => void };

/** To somebody who is in it: whom the group holds is not shown here, the server refuses whoever is not. */
export function HandOverDialog({ group: { id, name }, onClose, onDone }: HandOverDialogProps) {
  const { rest } = useClient();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const deed = useDeed();
  const [heir] = chosen;

  function handOver(): void {
    if (!heir) return;
    const given = { params: { chat_id: id }, body: { userId: heir.id } };
    void deed.run(
      () => rest.call(handOverGroup, given),
      () => {
        onClose();
        onDone();
      },
    );
  }

  return (
    <Dialog title={t`Give ${name} an owner`} onClose={onClose} initialFocus={field}>
      <p className="mb-3 text-sm text-muted">{t`One of its members. Everyone in the group is told of it.`}</p>
      <PeoplePicker
        chosen={chosen}
        onChange={(people) => setChosen(people.slice(-1))}
        inputRef={field}
        onSubmit={handOver}
      />
      <FormError text={deed.error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" disabled={!heir || deed.isBusy} onClick={handOver}>
          {t`Make owner`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
