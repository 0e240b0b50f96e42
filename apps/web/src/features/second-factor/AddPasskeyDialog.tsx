import { useState } from 'react';
import { deviceName } from '../../lib/device-name.ts';
import { createPasskey } from '../../lib/passkeys.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { FactorDialogProps } from './NewCodesDialog.tsx';
import { othersEnd } from './others-end.ts';
import { checkProof, ProofField, proofIn } from './ProofField.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { checkName, passkeyNameMax } from './RenameDialog.tsx';
import { passkeyFailure } from '../../lib/second-factor-words.ts';

/** `isFirst`: there is no second factor yet. */
export type AddDialogProps = FactorDialogProps & { isFirst: boolean };

export function AddPasskeyDialog({ proof, isFirst, actions, onClose }: AddDialogProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { formRef, ...form } = useCheckedForm({
    check: (values) => ({ ...checkName(values['name'] ?? ''), ...checkProof(proof, values) }),
    async request(values) {
      setRefusal(null);
      const creation = await actions.startPasskey(proofIn(values));
      const credential = await createPasskey(creation).catch((reason: unknown) => {
        setRefusal(passkeyFailure(reason));
        return null;
      });
      if (credential === null) return;
      const { recoveryCodes } = await actions.addPasskey((values['name'] ?? '').trim(), credential);
      if (recoveryCodes === null) onClose(true);
      else setCodes(recoveryCodes);
    },
    onDone: () => undefined,
  });
  if (codes !== null) {
    return (
      <Dialog title={t`Your recovery codes`} onClose={() => onClose(true)}>
        <RecoveryCodes codes={codes} onDone={() => onClose(true)} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t`Add a passkey`} onClose={() => onClose(false)}>
      <form ref={formRef} onSubmit={form.submit} noValidate>
        <p className="text-pretty text-muted">
          {t`Your browser will ask where to keep it: on this device, on your phone or on a security key.`}{' '}
          {isFirst && othersEnd()}
        </p>
        <TextField
          className="mt-3"
          label={t`Name`}
          name="name"
          defaultValue={deviceName(navigator.userAgent)}
          maxCharacters={passkeyNameMax}
          hint={t`So that you know it again in the list.`}
          error={form.errors.fields['name']}
          onInput={() => form.clearField('name')}
        />
        <ProofField proof={proof} form={form} />
        <FormError text={form.errors.form ?? refusal} />
        <DialogFoot>
          <Button onClick={() => onClose(false)}>{t`Cancel`}</Button>
          {proof !== 'log-in' && (
            <Button type="submit" look="primary" aria-disabled={form.isBusy}>
              {form.isBusy ? t`Waiting for your passkey…` : t`Continue`}
            </Button>
          )}
        </DialogFoot>
      </form>
    </Dialog>
  );
}
