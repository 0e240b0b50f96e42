import { createAccountActions } from '@confab/client/accounts';
import { ApiError } from '@confab/client/rest';
import type { LinkPurpose } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { useCallback, useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { passwordError } from '../../lib/password-error.ts';
import { rest } from '../../lib/rest.ts';
import { navigate } from '../../lib/router/index.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { AuthCard } from './AuthCard.tsx';
import { Back } from './AskForLink.tsx';

type Link = { purpose: LinkPurpose; username: string; isFirst: boolean };
type Looked = { link: Link } | { failure: string; isUsedUp: boolean } | null;

/** A link that was followed: looked at, and used up by a press. What scans mail follows links, and presses nothing. */
export function UseLink({ token, onBack }: { token: string; onBack: () => void }) {
  const [looked, setLooked] = useState<Looked>(null);
  const look = useCallback(
    () =>
      createAccountActions(rest)
        .lookAtLink(token)
        .then(
          (link) => setLooked({ link }),
          (error: unknown) => setLooked({ failure: failureText(error), isUsedUp: isUsedUp(error) }),
        ),
    [token],
  );
  useEffect(() => void look(), [look]);
  usePageTitle(t`Log in`);

  if (looked === null)
    return (
      <AuthCard title={t`One moment…`} subtitle={t`Looking at your link.`}>
        {null}
      </AuthCard>
    );
  if ('link' in looked) {
    const onRefused = (error: unknown): void => {
      if (isUsedUp(error)) setLooked({ failure: failureText(error), isUsedUp: true });
    };
    return looked.link.purpose === 'reset' ? (
      <NewPassword token={token} link={looked.link} onRefused={onRefused} onBack={onBack} />
    ) : (
      <LogInByLink token={token} link={looked.link} onRefused={onRefused} onBack={onBack} />
    );
  }
  return looked.isUsedUp ? (
    <AuthCard title={t`This link works no more`} subtitle={t`It was used already, or is too old.`}>
      <p>{t`Links work once, and not for long. Ask for another one on the page where you log in.`}</p>
      <Back onBack={onBack} />
    </AuthCard>
  ) : (
    <AuthCard title={t`That didn’t work`} subtitle={t`Your link was not used up.`}>
      <FormError text={looked.failure} />
      <Button look="primary" size="l" className="mt-4.5 w-full" onClick={() => void look()}>
        {t`Try again`}
      </Button>
      <Back onBack={onBack} />
    </AuthCard>
  );
}

type StepProps = { token: string; link: Link; onRefused: (error: unknown) => void; onBack: () => void };

function NewPassword({ token, link, onRefused, onBack }: StepProps) {
  const finish = useFinish(onBack);
  const { isFirst } = link;
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: ({ newPassword = '' }) => {
      const fault = passwordError(newPassword);
      return fault === null ? {} : { newPassword: fault };
    },
    request: ({ newPassword = '' }) => finish(createAccountActions(rest).followLink(token, newPassword), onRefused),
    onDone: () => {},
  });
  return (
    <AuthCard title={isFirst ? t`Choose a password` : t`Choose a new password`} subtitle={t`For @${link.username}`}>
      <form ref={formRef} onSubmit={submit} noValidate>
        <input type="text" name="username" autoComplete="username" defaultValue={link.username} hidden readOnly />
        <PasswordField
          label={isFirst ? t`Password` : t`New password`}
          name="newPassword"
          autoComplete="new-password"
          autoFocus
          hint={
            isFirst
              ? t`At least ${limits.passwordMin} characters`
              : t`At least ${limits.passwordMin} characters. You’ll be logged out everywhere else.`
          }
          error={errors.fields['newPassword']}
          onInput={() => clearField('newPassword')}
        />
        <FormError text={errors.form} />
        <Button type="submit" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
          {t`Save and log in`}
        </Button>
      </form>
    </AuthCard>
  );
}

function LogInByLink({ token, link, onRefused, onBack }: StepProps) {
  const finish = useFinish(onBack);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  function logIn(): void {
    if (isBusy) return;
    setBusy(true);
    finish(createAccountActions(rest).followLink(token), onRefused)
      .catch((reason: unknown) => setError(failureText(reason)))
      .finally(() => setBusy(false));
  }
  return (
    <AuthCard title={t`Log in`} subtitle={t`As @${link.username}`}>
      <p>{t`This link logs you in on this device, once.`}</p>
      <FormError text={error} />
      <Button look="primary" size="l" className="mt-4.5 w-full" autoFocus onClick={logIn} aria-disabled={isBusy}>
        {t`Log in as @${link.username}`}
      </Button>
      <Back onBack={onBack} />
    </AuthCard>
  );
}

/** Logged in, or a second factor is asked for where one always logs in: the link is used up either way. */
function useFinish(
  onBack: () => void,
): (using: Promise<unknown>, onRefused: (error: unknown) => void) => Promise<void> {
  const { refreshEverywhere } = useSession();
  return async (using, onRefused) => {
    try {
      await using;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'second-factor-pending')) {
        onRefused(error);
        throw error;
      }
      onBack();
      return navigate('/login#second-step', { replace: true });
    }
    onBack();
    refreshEverywhere();
  };
}

function isUsedUp(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'link-used-up';
}
