import type { SecondFactorActions } from '@confab/client/second-factor';
import { useState } from 'react';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { checkProof, type Proof, ProofField, proofIn } from './ProofField.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

export type FactorDialogProps = {
  proof: Proof;
  actions: SecondFactorActions;
  onClose: (isChanged: boolean) => void;
};

export function NewCodesDialog({ proof, actions, onClose }: FactorDialogProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { formRef, ...form } = useCheckedForm({
    check: (values) => checkProof(proof, values),
    request: async (values) => setCodes(await actions.makeRecoveryCodes(proofIn(values))),
    onDone: () => undefined,
  });
  return (
    <Dialog
      title={codes === null ? t`Make new recovery codes?` : t`Your recovery codes`}
      onClose={() => onClose(codes !== null)}
    >
      {codes === null ? (
        <form ref={formRef} onSubmit={form.submit} noValidate>
          <p className="text-pretty text-muted">{t`The codes you have now stop working.`}</p>
          <ProofField proof={proof} form={form} />
          <FormError text={form.errors.form} />
          <DialogFoot>
            <Button onClick={() => onClose(false)}>{t`Cancel`}</Button>
            {proof !== 'log-in' && (
              <Button type="submit" look="primary" aria-disabled={form.isBusy}>
                {t`Make new codes`}
              </Button>
            )}
          </DialogFoot>
        </form>
      ) : (
        <RecoveryCodes codes={codes} onDone={() => onClose(true)} />
      )}
    </Dialog>
  );
}
