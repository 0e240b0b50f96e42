import { createAccountActions } from '@confab/client/accounts';
import type { LinkPurpose } from '@confab/protocol';
import { MailCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { hasMail } from '../../lib/has-mail.ts';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AuthCard } from './AuthCard.tsx';

/** It says the same whether there is such an account: only who reads its mail learns that. */
export function AskForLink({ onBack }: { onBack: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const purpose = useRef<LinkPurpose>('reset');
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: ({ username = '' }) => (username.trim() === '' ? { username: t`Enter your username or e-mail.` } : {}),
    request: ({ username = '' }) => createAccountActions(rest).askForLink(username.trim(), purpose.current),
    onDone: () => setAsked(true),
  });
  usePageTitle(t`Forgot your password?`);
  if (!hasMail()) {
    return (
      <AuthCard title={t`Forgot your password?`} subtitle={t`This place sends no mail.`}>
        <p>{t`Ask an administrator for a link: they can make one that lets you choose a new password, once.`}</p>
        <Back onBack={onBack} />
      </AuthCard>
    );
  }
  if (isAsked) {
    return (
      <AuthCard title={t`Look into your mail`} subtitle={t`It may take a minute.`}>
        <p role="status" className="flex gap-3">
          <MailCheck className="mt-0.5 size-5 shrink-0 text-accent-text" strokeWidth={1.8} aria-hidden="true" />
          {t`If there’s an account with that name and a confirmed e-mail address, a link is on its way there. If nothing comes, look among the spam, or ask an administrator for a link.`}
        </p>
        <Back onBack={onBack} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t`Forgot your password?`} subtitle={t`We mail you a link that works once.`}>
      <form
        ref={formRef}
        noValidate
        onSubmit={(event) => {
          const { submitter } = event.nativeEvent;
          purpose.current = submitter?.getAttribute('value') === 'log-in' ? 'log-in' : 'reset';
          submit(event);
        }}
      >
        <TextField
          label={t`Username or e-mail`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          error={errors.fields['username']}
          onInput={() => clearField('username')}
        />
        <FormError text={errors.form} />
        <Button type="submit" value="reset" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
          {t`Choose a new password`}
        </Button>
        <Button type="submit" value="log-in" size="l" className="mt-2 w-full" aria-disabled={isBusy}>
          {t`Just log me in`}
        </Button>
      </form>
      <Back onBack={onBack} />
    </AuthCard>
  );
}

export function Back({ onBack }: { onBack: () => void }) {
  return (
    <p className="mt-4 text-center">
      <button
        type="button"
        className="min-h-8 px-2 text-sm font-semibold text-accent-text hover:underline pointer-coarse:min-h-touch"
        onClick={onBack}
      >
        {t`Back to log in`}
      </button>
    </p>
  );
}
