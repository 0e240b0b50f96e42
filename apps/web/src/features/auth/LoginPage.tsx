import { ApiError } from '@confab/client/rest';
import { hasMail } from '../../lib/has-mail.ts';
import { mayHavePasskeys } from '../../lib/may-have-passkeys.ts';
import { navigate, Redirect, useLocation } from '../../lib/router/index.ts';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSession } from '../../session/session.ts';
import { PasskeyLogIn, ProviderButtons, SecondStep } from './later.ts';
import { checkLogin } from './account-rules.ts';
import { AuthCard } from './AuthCard.tsx';
import { HowToJoin } from './HowToJoin.tsx';
import { useIsNewlyInvited } from './invited.ts';
import { placeText, usePlaceFacts } from './use-place-facts.ts';
import './place-words.ts';
import { t } from '../../lib/words.ts';

/** The browser has what was begun in a cookie: a page that is loaded anew goes on with it, and so does another way of logging in. */
const secondStep = '#second-step';

export function LoginPage({ onForgotten }: { onForgotten: () => void }) {
  const { hash, state } = useLocation();
  // Whoever opened an invitation, and did not say that they have an account, makes one first.
  if (useIsNewlyInvited()) return <Redirect to="/register" state={state} />;
  return hash === secondStep ? <SecondStepCard state={state} /> : <LoginForm onForgotten={onForgotten} />;
}

function SecondStepCard({ state }: { state: unknown }) {
  const { refreshEverywhere } = useSession();
  usePageTitle(t`One more step`);
  return (
    <AuthCard title={t`One more step`} subtitle={t`Your account asks for more than the password.`}>
      <SecondStep
        fallback={<div className="skeleton h-10 w-full" />}
        onDone={refreshEverywhere}
        onStartOver={() => navigate('/login', { replace: true, state })}
      />
    </AuthCard>
  );
}

function LoginForm({ onForgotten }: { onForgotten: () => void }) {
  const session = useSession();
  const { state } = useLocation();
  const place = usePlaceFacts();
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: checkLogin,
    request: ({ username = '', password = '' }) =>
      rest.login({ username: username.trim(), password }).then(session.refreshEverywhere, (error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== 'second-factor-pending') throw error;
        navigate(`/login${secondStep}`, { state });
      }),
    onDone: () => undefined,
  });
  usePageTitle(t`Log in`);

  return (
    <AuthCard title={t`Log in`} subtitle={placeText(place)} picture={place?.picture}>
      <form ref={formRef} onSubmit={submit} noValidate>
        <TextField
          label={hasMail() ? t`Username or e-mail` : t`Username`}
          name="username"
          autoComplete="username webauthn"
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
      <p className="mt-2.5 text-center">
        <button
          type="button"
          className="min-h-8 px-2 text-sm text-accent-text hover:underline pointer-coarse:min-h-touch"
          onClick={onForgotten}
        >
          {t`Forgot your password?`}
        </button>
      </p>
      {mayHavePasskeys() && (
        <PasskeyLogIn fallback={<div className="mt-2.5 h-10.5" />} onDone={session.refreshEverywhere} />
      )}
      {place !== null && place.methods.oidc.length > 0 && (
        <ProviderButtons
          fallback={<div className="mt-4 h-14" />}
          providers={place.methods.oidc}
          to={wantedAfter(state)}
          isLoggedOut={session.former !== null}
        />
      )}
      <HowToJoin place={place} />
    </AuthCard>
  );
}

/** Where somebody wanted to go: a path of this app. */
function wantedAfter(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) && from.length <= 2_000 ? from : '/';
}
