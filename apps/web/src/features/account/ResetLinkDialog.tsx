import { createAccountActions } from '@confab/client/accounts';
import { useState } from 'react';
import { useDeed } from '../../lib/use-deed.ts';
import { t } from '../../lib/words.ts';
import type { PersonActionProps } from '../../registry/web-feature.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordLink } from '../../ui/PasswordLink.tsx';

type Made = { token: string; expiresAt: string };

/** For whoever forgot it, and can't be mailed a link. */
export function ResetLinkDialog({ person, onClose }: PersonActionProps) {
  const { rest } = useClient();
  const [made, setMade] = useState<Made | null>(null);
  const { isBusy, error, run } = useDeed();
  const name = person.displayName;
  const make = async (): Promise<void> => setMade(await createAccountActions(rest).makeResetLink(person.id));
  return (
    <Dialog title={t`A new password for ${name}`} onClose={onClose}>
      {made !== null ? (
        <PasswordLink link={made} name={name} onClose={onClose} />
      ) : (
        <>
          <p className="text-pretty text-muted">
            {t`You get a link to hand over. Whoever opens it chooses a new password, and ${name} is logged out everywhere then. Until it’s used, the password stays as it is.`}
          </p>
          <FormError text={error} />
          <DialogFoot>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button look="primary" disabled={isBusy} onClick={() => void run(make, () => {})}>
              {t`Make the link`}
            </Button>
          </DialogFoot>
        </>
      )}
    </Dialog>
  );
}
