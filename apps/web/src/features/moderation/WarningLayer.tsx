import { documentsOf } from '@confab/client';
import { useMemo, useRef } from 'react';
import { dayLabel } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';

/** A warning by a moderator, until it is put away on one of the devices. */
export function WarningLayer() {
  const client = useClient();
  const now = useNow();
  const button = useRef<HTMLButtonElement>(null);
  const warnings = useClientState(
    useMemo(
      () =>
        selectList(
          ({ documents }) => [documents],
          (state) => documentsOf(state, 'warning'),
        ),
      [],
    ),
  );
  const [first] = warnings;
  if (first === undefined) return null;
  const { id, value } = first;
  const confirm = (): void => client.putDocument('warning', id, null);
  return (
    <Dialog title={t`A moderator warns you`} onClose={confirm} initialFocus={button}>
      <p className="as-written wrap-anywhere whitespace-pre-line">{value.reason}</p>
      <p className="mt-2 text-xs text-muted">{dayLabel(value.at, now)}</p>
      <DialogFoot>
        <Button ref={button} look="primary" onClick={confirm}>
          {t`I have read it`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
