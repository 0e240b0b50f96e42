import { limits } from '@confab/protocol/limits';
import { passwordError } from '../../lib/password-error.ts';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm, type FormValues } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

/** All that there is for whoever was given a password by those who run the place, until they have one that nobody else knows. */
export function PasswordNeeded() {
  const { refreshEverywhere } = useSession();
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: checkPasswords,
    request: ({ currentPassword = '', newPassword = '' }) => rest.changePassword({ currentPassword, newPassword }),
    onDone: refreshEverywhere,
  });
  usePageTitle(t`Choose your password`);
  const fieldProps = (name: string) => ({ name, error: errors.fields[name], onInput: () => clearField(name) });
  return (
    <main className="grid h-full overflow-y-auto bg-surface px-4 py-6">
      <div className="m-auto w-full max-w-card rounded-xl bg-raised px-6.5 pt-7.5 pb-6.5 shadow-2">
        <Logo className="-ms-1 size-9.5 text-accent" />
        <h1 className="mt-3.5 text-xl font-bold tracking-tighter">{t`Choose your password`}</h1>
        <p className="mt-0.5 mb-4 text-sm text-pretty text-muted">
          {t`The one that you were given is known to whoever made your account. Choose one that no one else knows.`}
        </p>
        <form ref={formRef} onSubmit={submit} noValidate>
          <PasswordField
            label={t`Password that you were given`}
            autoComplete="current-password"
            {...fieldProps('currentPassword')}
          />
          <PasswordField
            className="mt-3"
            label={t`New password`}
            autoComplete="new-password"
            hint={t`At least ${limits.passwordMin} characters. A few random words work well.`}
            {...fieldProps('newPassword')}
          />
          <FormError text={errors.form} />
          <Button type="submit" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
            {t`Go on`}
          </Button>
        </form>
      </div>
    </main>
  );
}

function checkPasswords({ currentPassword = '', newPassword = '' }: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (currentPassword === '') errors['currentPassword'] = t`Enter your current password.`;
  const tooBad = passwordError(newPassword);
  if (tooBad !== null) errors['newPassword'] = tooBad;
  return errors;
}
