import type { MySecondFactor } from '@confab/protocol';
import type { FormValues, useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';

export type Proof = MySecondFactor['proof'];
type Form = Pick<ReturnType<typeof useCheckedForm>, 'errors' | 'clearField'>;

/** Shows that it is the person themselves who is at this device. Nothing, where they have just logged in. */
export function ProofField({ proof, form, className }: { proof: Proof; form: Form; className?: string }) {
  if (proof === 'none') return null;
  if (proof === 'log-in') {
    return (
      <p className="mt-3 rounded-sm bg-tint px-3 py-2 text-sm text-pretty">
        {t`First log out and in again: that shows it’s you. Then come back here within ten minutes.`}
      </p>
    );
  }
  return (
    <PasswordField
      className={className ?? 'mt-3'}
      label={t`Current password`}
      name="currentPassword"
      autoComplete="current-password"
      error={form.errors.fields['currentPassword']}
      onInput={() => form.clearField('currentPassword')}
    />
  );
}

export function checkProof(proof: Proof, { currentPassword = '' }: FormValues): Record<string, string> {
  return proof === 'password' && currentPassword === '' ? { currentPassword: t`Enter your current password.` } : {};
}

export function proofIn({ currentPassword = '' }: FormValues): { currentPassword?: string } {
  return currentPassword === '' ? {} : { currentPassword };
}
