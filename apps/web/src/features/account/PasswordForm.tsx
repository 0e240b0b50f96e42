import { limits } from '@confab/protocol/limits';
import { useState } from 'react';
import { useCheckedForm, type FormValues } from '../../lib/use-checked-form.ts';
import { passwordError } from '../../lib/password-error.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { useClient } from '../../session/client.ts';
import { useSession } from '../../session/session.ts';

export function PasswordForm() {
  const client = useClient();
  const { me } = useSession();
  const [isSaved, setSaved] = useState(false);
  const [isBegun, setBegun] = useState(false);
  const { formRef, ...form } = useCheckedForm({
    check: checkPasswords,
    request: ({ currentPassword = '', newPassword = '' }) =>
      client.rest.changePassword({ currentPassword, newPassword }),
    onDone: () => {
      formRef.current?.reset();
      setSaved(true);
      setBegun(false);
    },
  });
  const fieldProps = (name: string) => ({
    name,
    error: form.errors.fields[name],
    onInput: () => {
      form.clearField(name);
      setSaved(false);
      setBegun(true);
    },
  });
  return (
    <form ref={formRef} onSubmit={form.submit} noValidate>
      <input type="text" name="username" autoComplete="username" defaultValue={me?.username} hidden readOnly />
      <PasswordField label={t`Current password`} autoComplete="current-password" {...fieldProps('currentPassword')} />
      <PasswordField
        className="mt-3"
        label={t`New password`}
        autoComplete="new-password"
        hint={t`At least ${limits.passwordMin} characters. You’ll be logged out on your other devices.`}
        {...fieldProps('newPassword')}
      />
      <FormError text={form.errors.form ?? form.errors.fields['password'] ?? null} />
      <div className="mt-3 flex items-center justify-end gap-3">
        <span role="status" className="text-sm text-muted">
          {isSaved && t`Password changed.`}
        </span>
        <Button type="submit" look={isBegun ? 'primary' : 'soft'} aria-disabled={form.isBusy}>
          {t`Change password`}
        </Button>
      </div>
    </form>
  );
}

function checkPasswords({ currentPassword = '', newPassword = '' }: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (currentPassword === '') errors['currentPassword'] = t`Enter your current password.`;
  const tooBad = passwordError(newPassword);
  if (tooBad !== null) errors['newPassword'] = tooBad;
  return errors;
}
