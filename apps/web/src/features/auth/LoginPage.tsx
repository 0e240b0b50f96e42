import { hasMail } from '../../lib/has-mail.ts';
import { Link, useLocation } from '../../lib/router/index.ts';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSession } from '../../session/session.ts';
import { checkLogin } from './account-rules.ts';
import { AuthCard } from './AuthCard.tsx';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';

export function LoginPage() {
  const session = useSession();
  const location = useLocation();
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: checkLogin,
    request: ({ username = '', password = '' }) => rest.login({ username: username.trim(), password }),
    onDone: session.refreshEverywhere,
  });
  usePageTitle(t`Log in`);

  return (
    <AuthCard title={t`Log in`} subtitle={t`Confab at ${window.location.host}`}>
      <form ref={formRef} onSubmit={submit} noValidate>
        <TextField
          label={hasMail() ? t`Username or e-mail` : t`Username`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          error={errors.fields['username']}
          onInput={() => clearField('username')}
        />
        <PasswordField
          className="mt-3"
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          error={errors.fields['password']}
          onInput={() => clearField('password')}
        />
        <FormError text={errors.form} />
        <Button type="submit" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
          {isBusy ? t`Logging in…` : t`Log in`}
        </Button>
      </form>
      <p className="mt-4 text-center text-sm text-muted">
        {rich(t`New here? <link>Create an account</link>`, {
          link: (
            <Link to="/register" state={location.state} className="font-semibold text-accent-text hover:underline" />
          ),
        })}
      </p>
    </AuthCard>
  );
}
