import { type ReactNode, useRef } from 'react';
import { useCheckedForm, type FormValues } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

type ProofDialogProps = {
  title: string;
  action: string;
  /** What has to be chosen first is chosen. */
  isReady?: boolean;
  request: (values: FormValues) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
};

/** Asks for the password before what ends the account: somebody at a device that was left logged in does not know it. */
export function ProofDialog({ title, action, isReady = true, request, onClose, children }: ProofDialogProps) {
  const { me, refreshEverywhere } = useSession();
  const cancel = useRef<HTMLButtonElement>(null);
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: () => ({}),
    request,
    onDone: refreshEverywhere,
  });
  return (
    <Dialog title={title} onClose={onClose} initialFocus={cancel}>
      <form ref={formRef} onSubmit={(event) => (isReady ? submit(event) : event.preventDefault())} noValidate>
        {children}
        <input type="text" name="username" autoComplete="username" defaultValue={me?.username} hidden readOnly />
        <PasswordField
          className="mt-3.5"
          label={t`Your password`}
          name="currentPassword"
          autoComplete="current-password"
          hint={t`No password here? Log in again, then leave this empty within ten minutes.`}
          error={errors.fields['currentPassword']}
          onInput={() => clearField('currentPassword')}
        />
        <FormError text={errors.form} />
        <DialogFoot>
          <Button ref={cancel} onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button type="submit" look="danger" disabled={!isReady || isBusy}>
            {action}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
