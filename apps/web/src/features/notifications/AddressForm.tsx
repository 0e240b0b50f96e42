import { createMailActions } from '@confab/client';
import { useId, useState } from 'react';
import { rich } from '../../lib/rich.tsx';
import { type FormValues, useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';

type Asked = { asked?: string | undefined; onDone: () => void };

/** To have another address, or none: the form is there once one of the two was chosen. */
export function ChangeAddress({ asked, onDone }: Asked) {
  const [mode, setMode] = useState<'change' | 'remove' | null>(null);
  const formId = useId();
  const choose = (next: 'change' | 'remove') => ({
    'aria-expanded': mode === next,
    'aria-controls': mode === next ? formId : undefined,
    onClick: () => setMode(mode === next ? null : next),
  });
  const close = (): void => {
    setMode(null);
    onDone();
  };
  return (
    <div className="mt-4">
      <div className="flex flex-wrap gap-2">
        <Button size="s" {...choose('change')}>{t`Change the address`}</Button>
        <Button size="s" look="danger-quiet" {...choose('remove')}>{t`Remove the address`}</Button>
      </div>
      <div id={formId}>
        {mode === 'change' && <AddressForm onDone={close} />}
        {mode === 'remove' && <RemoveForm onDone={close} />}
      </div>
      <AskedNote asked={asked} />
    </div>
  );
}

/** Nothing changes before somebody followed the link in the mail that is sent there. */
export function AddressForm({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const { formRef, ...form } = useCheckedForm({
    check: ({ address = '', currentPassword = '' }) => ({
      ...(!/^\S+@\S+$/.test(address.trim()) && { address: t`Enter an e-mail address.` }),
      ...checkPassword({ currentPassword }),
    }),
    request: ({ address = '', currentPassword = '' }) =>
      createMailActions(client.rest).changeAddress(address.trim(), currentPassword),
    onDone: () => {
      formRef.current?.reset();
      onDone();
    },
  });
  const fieldProps = (name: string) => ({
    name,
    error: form.errors.fields[name],
    onInput: () => form.clearField(name),
  });
  return (
    <form ref={formRef} onSubmit={form.submit} noValidate className="mt-3 grid gap-3">
      <TextField
        label={t`E-mail address`}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        hint={t`A link will be sent there. Follow it to confirm the address.`}
        {...fieldProps('address')}
      />
      <PasswordField label={t`Current password`} autoComplete="current-password" {...fieldProps('currentPassword')} />
      <FormError text={form.errors.form} />
      <Button type="submit" look="soft" className="justify-self-start" aria-disabled={form.isBusy}>
        {t`Send the link`}
      </Button>
    </form>
  );
}

function RemoveForm({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const { formRef, ...form } = useCheckedForm({
    check: checkPassword,
    request: ({ currentPassword = '' }) => createMailActions(client.rest).changeAddress(null, currentPassword),
    onDone,
  });
  return (
    <form ref={formRef} onSubmit={form.submit} noValidate className="mt-3 grid gap-3">
      <PasswordField
        label={t`Current password`}
        autoComplete="current-password"
        name="currentPassword"
        hint={t`You’ll get no more mail, and log in with your username.`}
        error={form.errors.fields['currentPassword']}
        onInput={() => form.clearField('currentPassword')}
      />
      <FormError text={form.errors.form} />
      <Button type="submit" look="danger" className="justify-self-start" aria-disabled={form.isBusy}>
        {t`Remove the address`}
      </Button>
    </form>
  );
}

/** What was asked for and nobody has said yet to be theirs. */
export function AskedNote({ asked }: Pick<Asked, 'asked'>) {
  return (
    <p role="status" className="mt-3 text-sm text-pretty text-muted empty:mt-0">
      {asked !== undefined &&
        rich(t`A link was sent to <address/>. Follow it within a day, and come back here.`, {
          address: <bdi className="font-medium text-text">{asked}</bdi>,
        })}
    </p>
  );
}

function checkPassword({ currentPassword = '' }: FormValues): Record<string, string> {
  return currentPassword === '' ? { currentPassword: t`Write your current password.` } : {};
}
