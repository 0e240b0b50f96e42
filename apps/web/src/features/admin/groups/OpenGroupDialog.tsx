import { openGroup } from '@confab/protocol/administration/paths';
import type { ListedGroup } from '@confab/protocol';
import { useId, useState, type SubmitEvent } from 'react';
import { useDeed } from '../../../lib/use-deed.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { FormError } from '../../../ui/FormError.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';

type OpenGroupDialogProps = { group: ListedGroup; onClose: () => void; onDone: () => void };

const hours = ['1', '4', '24', '72'] as const;
const reasonMin = 10;
const reasonMax = 500;

/** Says what it means before it is done: it can't be done unseen. */
export function OpenGroupDialog({ group: { id, name }, onClose, onDone }: OpenGroupDialogProps) {
  const { rest } = useClient();
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<(typeof hours)[number]>('4');
  const deed = useDeed();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (reason.trim().length < reasonMin) {
      deed.setError(t`Say in a few words why: its members read it.`);
      return;
    }
    const given = { params: { chat_id: id }, body: { reason: reason.trim(), hours: Number(chosen) } };
    void deed.run(
      () => rest.call(openGroup, given),
      () => {
        onClose();
        onDone();
      },
    );
  }

  return (
    <Dialog title={t`Open ${name} for compliance`} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-4 text-sm text-muted">
          {t`You’ll be able to read this group, and change nothing. A message in it tells its members that you opened it, why and until when, and it’s noted in the audit log.`}
        </p>
        <label htmlFor={reasonId} className="mb-1 block text-sm font-medium">
          {t`Why`}
        </label>
        <textarea
          id={reasonId}
          rows={3}
          maxLength={reasonMax}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="mb-4 w-full rounded-sm border border-edge bg-bg px-3 py-2 outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
        />
        <SelectField
          label={t`For how long`}
          value={chosen}
          onChoose={setChosen}
          options={hours.map((value) => ({
            value,
            label: t`${plural(Number(value), { one: '# hour', other: '# hours' })}`,
          }))}
        />
        <FormError text={deed.error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={deed.isBusy}>
            {t`Open and read`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
