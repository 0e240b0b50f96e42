import { createAccountActions } from '@confab/client/accounts';
import { useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';

/** Everywhere else, or here as well: two buttons, so that nobody has to look for a switch in a fright. */
export function LogOutEverywhere({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const client = useClient();
  const { refreshEverywhere } = useSession();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLButtonElement>(null);

  async function end(which: 'all' | 'others'): Promise<void> {
    setBusy(true);
    try {
      await createAccountActions(client.rest).endSessions(which);
    } catch (reason) {
      setBusy(false);
      return setError(failureText(reason));
    }
    onDone();
    if (which === 'all') refreshEverywhere();
  }

  return (
    <Dialog title={t`Log out everywhere?`} onClose={onClose} initialFocus={first}>
      <p className="text-muted">
        {t`Browsers and apps that are logged in with your account have to log in again. If you think that somebody knows your password, change it first.`}
      </p>
      <FormError text={error} />
      <DialogFoot>
        <Button ref={first} onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button look="danger-quiet" disabled={isBusy} onClick={() => void end('all')}>
          {t`Here too`}
        </Button>
        <Button look="danger" disabled={isBusy} onClick={() => void end('others')}>
          {t`Everywhere else`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
