import type { AccountActions } from '@confab/client/accounts';
import type { MyProviders } from '@confab/protocol';
import { type FormValues, useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

type ProviderDialogProps = {
  provider: MyProviders['providers'][number];
  proof: MyProviders['proof'];
  actions: AccountActions;
  onClose: (isChanged: boolean) => void;
};

/** Asks once more, and shows that it is the person themselves who is at this device. */
export function ProviderDialog({ provider: { id, name, isConnected }, proof, actions, onClose }: ProviderDialogProps) {
  const { formRef, ...form } = useCheckedForm({
    check: ({ currentPassword = '' }: FormValues): Record<string, string> =>
      proof === 'password' && currentPassword === '' ? { currentPassword: t`Enter your current password.` } : {},
    async request({ currentPassword = '' }) {
      const given = currentPassword || undefined;
      if (isConnected) return await actions.disconnectProvider(id, given);
      window.location.assign(await actions.connectProvider(id, '/settings#providers', given));
    },
    // It stays open until the other page is there.
    onDone: () => isConnected && onClose(true),
  });
  return (
    <Dialog title={isConnected ? t`Disconnect ${name}?` : t`Connect ${name}?`} onClose={() => onClose(false)}>
      <form ref={formRef} onSubmit={form.submit} noValidate>
        <p className="text-pretty text-muted">
          {isConnected
            ? t`You can’t log in with it any more, and are logged out on your other devices.`
            : t`You log in there, and come back here. From then on you can log in with it.`}
        </p>
        {proof === 'log-in' && (
          <p className="mt-3 rounded-sm bg-tint px-3 py-2 text-sm text-pretty">
            {t`First log out and in again: that shows it’s you. Then come back here within ten minutes.`}
          </p>
        )}
        {proof === 'password' && (
          <PasswordField
            className="mt-3"
            label={t`Current password`}
            name="currentPassword"
            autoComplete="current-password"
            error={form.errors.fields['currentPassword']}
            onInput={() => form.clearField('currentPassword')}
          />
        )}
        <FormError text={form.errors.form} />
        <DialogFoot>
          <Button onClick={() => onClose(false)}>{t`Cancel`}</Button>
          {proof !== 'log-in' && (
            <Button type="submit" look={isConnected ? 'danger' : 'primary'} aria-disabled={form.isBusy}>
              {isConnected ? t`Disconnect` : t`Go on`}
            </Button>
          )}
        </DialogFoot>
      </form>
    </Dialog>
  );
}
