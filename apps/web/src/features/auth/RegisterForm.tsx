import { ApiError } from '@confab/client/rest';
import type { OpenedInvitation, PlaceFacts } from '@confab/protocol';
import { listChats } from '@confab/protocol/chats/paths';
import { limits } from '@confab/protocol/limits';
import { useRef } from 'react';
import { chatPath } from '../../lib/addresses.ts';
import { isFirstAccount } from '../../lib/is-first-account.ts';
import { namesText } from '../../lib/list-text.ts';
import { nameError } from '../../lib/name-error.ts';
import { rest } from '../../lib/rest.ts';
import { rich } from '../../lib/rich.tsx';
import { Link, navigate, useLocation } from '../../lib/router/index.ts';
import { useCheckedForm, type FormValues } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { checkRegistration } from './account-rules.ts';
import { AuthCard } from './AuthCard.tsx';
import { asWhatText, invitedText, withAccount } from './invited.ts';
import './place-words.ts';

/** What an account that was made waits for. */
export type Waiting = 'approval' | 'mail';

type RegisterFormProps = {
  place: PlaceFacts | null;
  invited: { token: string; opened: OpenedInvitation } | null;
  onWait: (waiting: Waiting) => void;
};

export function RegisterForm({ place, invited, onWait }: RegisterFormProps) {
  const session = useSession();
  const location = useLocation();
  const needsAddress = place?.joining === 'domain' && invited === null;
  const waiting = useRef<Waiting | null>(null);
  const landing = useRef('/');
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: (values) => checkForm(values, needsAddress),
    async request(values) {
      waiting.current = await createAccount(values, invited?.token);
      if (invited?.opened.group && waiting.current === null) landing.current = await findLanding();
    },
    onDone() {
      if (waiting.current !== null) return onWait(waiting.current);
      if (isFirstAccount()) goOnTo('/setup');
      // They came by it, and are in its group.
      else if (invited) goOnTo(landing.current);
      session.refreshEverywhere();
    },
  });
  usePageTitle(t`Create an account`);

  return (
    <AuthCard
      title={titleText(place, invited !== null)}
      subtitle={subtitleText(place, invited?.opened)}
      picture={place?.picture}
    >
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
        {needsAddress && (
          <TextField
            className="mt-3"
            label={t`E-mail address`}
            name="email"
            type="email"
            autoComplete="email"
            required
            hint={t`It ends in one of these: ${namesText(place.domains.map((domain) => `@${domain}`))}`}
            error={errors.fields['email']}
            onInput={() => clearField('email')}
          />
        )}
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
          link: (
            <Link
              to="/login"
              state={withAccount(location.state)}
              className="font-semibold text-accent-text hover:underline"
            />
          ),
        })}
      </p>
    </AuthCard>
  );
}

function titleText(place: PlaceFacts | null, isInvited: boolean): string {
  return place?.joining === 'approval' && !place.isEmpty && !isInvited ? t`Ask to come in` : t`Create your account`;
}

function subtitleText(place: PlaceFacts | null, opened: OpenedInvitation | undefined): string {
  const { host } = window.location;
  const name = place?.name ?? 'Confab';
  if (opened) return [invitedText(opened, name), asWhatText(opened.role)].filter((text) => text !== null).join(' ');
  if (isFirstAccount()) return t`You’re the first on ${name} at ${host}`;
  return place?.joining === 'approval' ? t`An admin of ${name} will let you in` : t`Join ${name} at ${host}`;
}

/** The rule for names is kept out of account-rules.ts: whoever logs in need not fetch it. */
function checkForm(values: FormValues, needsAddress: boolean): Record<string, string> {
  const { displayName = '', email = '' } = values;
  const error = displayName.trim() === '' ? null : nameError(displayName);
  return {
    ...(error !== null && { displayName: error }),
    ...checkRegistration(values),
    ...(needsAddress && email.trim() === '' && { email: t`Enter your e-mail address.` }),
  };
}

/** The group that they were put into: whoever is new is in no other chat. Where it can't be found out, they are in all the same. */
async function findLanding(): Promise<string> {
  try {
    const [group] = (await rest.call(listChats, { query: { limit: 1 } })).chats;
    return group ? chatPath(group.id) : '/';
  } catch {
    return '/';
  }
}

/** Where whoever is in by now goes on to. */
function goOnTo(from: string): void {
  navigate('/register', { replace: true, state: { from, userId: null } });
}

/** Null: they are in. */
async function createAccount(values: FormValues, invitation: string | undefined): Promise<Waiting | null> {
  const { username = '', password = '', displayName = '', email = '' } = values;
  const name = displayName.trim();
  try {
    await rest.register({
      username: username.trim(),
      password,
      ...(name && { displayName: name }),
      ...(email.trim() && { email: email.trim() }),
      ...(invitation !== undefined && { invitation }),
    });
    return null;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'awaiting-approval') return 'approval';
    if (error instanceof ApiError && error.code === 'awaiting-confirmation') return 'mail';
    throw error;
  }
}
