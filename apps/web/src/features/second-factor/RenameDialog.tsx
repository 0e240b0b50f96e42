import type { SecondFactorActions } from '@confab/client/second-factor';
import type { Passkey } from '@confab/protocol';
import { nameError } from '../../lib/name-error.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';

type RenameDialogProps = {
  passkey: Passkey;
  actions: SecondFactorActions;
  onClose: (isChanged: boolean) => void;
};

export const passkeyNameMax = 60;

export function RenameDialog({ passkey, actions, onClose }: RenameDialogProps) {
  const { formRef, ...form } = useCheckedForm({
    check: ({ name = '' }) => checkName(name),
    request: ({ name = '' }) => actions.renamePasskey(passkey.id, name.trim()),
    onDone: () => onClose(true),
  });
  return (
    <Dialog title={t`Rename the passkey`} onClose={() => onClose(false)}>
      <form ref={formRef} onSubmit={form.submit} noValidate>
        <TextField
          label={t`Name`}
          name="name"
          defaultValue={passkey.name}
          maxCharacters={passkeyNameMax}
          autoFocus
          error={form.errors.fields['name']}
          onInput={() => form.clearField('name')}
        />
        <FormError text={form.errors.form} />
        <DialogFoot>
          <Button onClick={() => onClose(false)}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" aria-disabled={form.isBusy}>
            {t`Rename`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

export function checkName(name: string): Record<string, string> {
  const error = name.trim() === '' ? t`Enter a name.` : nameError(name);
  return error === null ? {} : { name: error };
}
