import { createLogInActions } from '@confab/client/second-factor';
import { rest } from '../../lib/rest.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { atField } from '../../lib/code-at-field.ts';
import { CodeField } from '../../ui/CodeField.tsx';

type CodeStepProps = {
  method: 'totp' | 'recovery-code';
  onDone: () => void;
  onRefused: (reason: unknown) => void;
};

export function CodeStep({ method, onDone, onRefused }: CodeStepProps) {
  const isTotp = method === 'totp';
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: ({ code = '' }) => ({ ...(code.trim() === '' && { code: t`Enter the code.` }) }),
    request: ({ code = '' }) =>
      createLogInActions(rest)
        .finish(isTotp ? { code } : { recoveryCode: code })
        .catch((reason: unknown) => {
          onRefused(reason);
          throw atField('code', reason);
        }),
    onDone,
  });
  const field = { name: 'code', error: errors.fields['code'], onInput: () => clearField('code') };
  return (
    <form ref={formRef} onSubmit={submit} noValidate>
      {isTotp ? (
        <CodeField autoFocus hint={t`Six digits, from your authenticator app.`} {...field} />
      ) : (
        <TextField
          label={t`Recovery code`}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          hint={t`One of the ten you kept when you set this up. Each works once.`}
          {...field}
        />
      )}
      <FormError text={errors.form} />
      <Button type="submit" look="primary" size="l" className="mt-4.5 w-full" aria-disabled={isBusy}>
        {isBusy ? t`Logging in…` : t`Log in`}
      </Button>
    </form>
  );
}
