import { createRecordActions } from '@confab/client/records';
import type { HoldKind, ListedGroup } from '@confab/protocol';
import { listAllGroups } from '@confab/protocol/administration/paths';
import { type SubmitEvent, useCallback, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { usePagedAnswer } from '../../lib/use-paged-answer.ts';
import { t } from '../../lib/words.ts';
import type { PersonActionProps } from '../../registry/web-feature.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** Of the administration's list of people. */
export function HoldPersonDialog({ person, onClose, onDone }: PersonActionProps) {
  return (
    <HoldForm kind="person" id={person.id} title={t`Hold ${person.displayName}`} onClose={onClose} onDone={onDone} />
  );
}

type GroupDialogProps = { onClose: () => void; onDone: () => void };

/** Which group, and why. */
export function HoldGroupDialog({ onClose, onDone }: GroupDialogProps) {
  const { rest } = useClient();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState('');
  const wanted = query.trim();
  const { items, isLoading } = usePagedAnswer<ListedGroup>(
    useCallback(
      async (_cursor, signal) => {
        const asked = { limit: 20, ...(wanted !== '' && { query: wanted }) };
        const { groups } = await rest.call(listAllGroups, { query: asked }, { signal });
        return { items: groups, nextCursor: null };
      },
      [rest, wanted],
    ),
  );
  const id = items.some((group) => group.id === chosen) ? chosen : (items[0]?.id ?? '');
  return (
    <HoldForm kind="chat" id={id} title={t`Hold a group`} onClose={onClose} onDone={onDone}>
      <TextField
        label={t`Search groups`}
        type="search"
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <SelectField
        className="mt-3"
        label={t`Group`}
        aria-busy={isLoading}
        disabled={items.length === 0}
        value={id}
        onChoose={setChosen}
        options={items.map((group) => ({ value: group.id, label: group.name }))}
      />
    </HoldForm>
  );
}

type HoldFormProps = {
  kind: HoldKind;
  id: string;
  title: string;
  onClose: () => void;
  onDone: () => void;
  children?: React.ReactNode;
};

function HoldForm({ kind, id, title, onClose, onDone, children }: HoldFormProps) {
  const { rest } = useClient();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (reason.trim() === '') return setError(t`Say why: it is noted in the audit log.`);
    setBusy(true);
    try {
      await createRecordActions(rest).setHold(kind, id, reason);
      tell(t`Held. Nothing of it is deleted from now on.`, brieflyMs);
      onClose();
      onDone();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="mb-3 text-sm text-pretty text-muted">
          {t`Nothing is deleted while it is held, and nobody but admins learns of it. What people delete, or is too old, is hidden and kept.`}
        </p>
        {children}
        <TextField
          className="mt-3"
          label={t`Reason`}
          hint={t`A case number, for example.`}
          maxCharacters={500}
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={isBusy || id === ''}>
            {t`Hold`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
