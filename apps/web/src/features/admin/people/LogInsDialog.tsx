import { listPersonSessions } from '@confab/protocol/administration/paths';
import type { Person } from '@confab/protocol';
import { useCallback } from 'react';
import { exactTime } from '../../../lib/dates.ts';
import { deviceName } from '../../../lib/device-name.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { FormError } from '../../../ui/FormError.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { useChangePeople } from './use-change-people.ts';

type LogInsDialogProps = { person: Person; onClose: () => void; onDone: () => void };

/** By which devices somebody is logged in, and the way to log them all out. */
export function LogInsDialog({ person, onClose, onDone }: LogInsDialogProps) {
  const { rest } = useClient();
  const { id } = person;
  const { value, error, reload } = useAnswer(
    useCallback(
      async (signal: AbortSignal) =>
        (await rest.call(listPersonSessions, { params: { user_id: id } }, { signal })).sessions,
      [rest, id],
    ),
  );
  const changing = useChangePeople();
  async function endAll(): Promise<void> {
    if (!(await changing.change([id], { type: 'end-sessions' }))) return;
    onClose();
    onDone();
  }
  return (
    <Dialog title={t`Where ${person.displayName} is logged in`} onClose={onClose}>
      <PageNote error={error} onRetry={reload} />
      {value === null && error === null && <span className="skeleton block h-3 w-40" />}
      {value?.length === 0 && <p className="text-muted">{t`Nowhere, right now.`}</p>}
      <ul>
        {value?.map((session) => (
          <li key={session.id} className="border-b border-line py-2 last:border-b-0">
            <p className="text-name font-medium">{deviceName(session.userAgent)}</p>
            <p className="text-xs text-muted">{t`Logged in ${exactTime(session.createdAt)}`}</p>
          </li>
        ))}
      </ul>
      <FormError text={changing.error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Close`}</Button>
        <Button
          look="danger-quiet"
          disabled={changing.isBusy || value === null || value.length === 0}
          onClick={() => void endAll()}
        >
          {t`Log out everywhere`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
