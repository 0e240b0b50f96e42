import { limits } from '@confab/protocol/limits';
import { isFirstAccount } from '../../lib/is-first-account.ts';
import { Link, useLocation } from '../../lib/router/index.ts';
import { nameError } from '../../lib/name-error.ts';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm, type FormValues } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSession } from '../../session/session.ts';
import { checkRegistration } from './account-rules.ts';
import { AuthCard } from './AuthCard.tsx';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';

export function RegisterPage() {
  const session = useSession();
  const location = useLocation();
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: checkForm,
    request: createAccount,
    onDone: session.refreshEverywhere,
  });
  const { host } = window.location;
  const subtitle = isFirstAccount() ? t`You’re the first on Confab at ${host}` : t`Join Confab at ${host}`;
  usePageTitle(t`Create an account`);

  return (
    <AuthCard title={t`Create your account`} subtitle={subtitle}>
      <form ref={formRef} onSubmit={submit} noValidate>
        <TextField
          label={t`Your name`}
          name="displayName"
          autoComplete="name"
          autoFocus
          hint={t`What others see. You can change it later.`}
          error={errors.fields['displayName']}
          onInput={() => clearField('displayName')}
        />
        <TextField
          className="mt-3"
          label={t`Username`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          hint={t`${limits.usernameMin}–${limits.usernameMax} letters, digits, dots, dashes or underscores.`}
          error={errors.fields['username']}
          onInput={() => clearField('username')}
        />
        <PasswordField
          className="mt-3"
          label={t`Password`}
          name="password"
          autoComplete="new-password"
          required
          hint={t`At least ${limits.passwordMin} characters. A few random words work well.`}
          error={errors.fields['password']}
          onInput={() => clearField('password')}
        />
        <FormError text={errors.form} />
        <Button type="submit" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
          {isBusy ? t`Creating your account…` : t`Create account`}
        </Button>
      </form>
      <p className="mt-4 text-center text-sm text-muted">
        {rich(t`Already have an account? <link>Log in</link>`, {
          link: <Link to="/login" state={location.state} className="font-semibold text-accent-text hover:underline" />,
        })}
      </p>
    </AuthCard>
  );
}

/** The rule for names is kept out of account-rules.ts: whoever logs in need not fetch it. */
function checkForm(values: FormValues): Record<string, string> {
  const { displayName = '' } = values;
  const error = displayName.trim() === '' ? null : nameError(displayName);
  return { ...(error !== null && { displayName: error }), ...checkRegistration(values) };
}

function createAccount({ username = '', password = '', displayName = '' }: FormValues) {
  const name = displayName.trim();
  return rest.register({ username: username.trim(), password, ...(name ? { displayName: name } : {}) });
}
