import type { Proof as Given } from '@confab/protocol';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { checkProof, type Proof, ProofField, proofIn } from './ProofField.tsx';

type RemoveDialogProps = {
  proof: Proof;
  title: string;
  text: string;
  onRemove: (proof: Given) => Promise<void>;
  onClose: (isChanged: boolean) => void;
};

export function RemoveDialog({ proof, title, text, onRemove, onClose }: RemoveDialogProps) {
  const { formRef, ...form } = useCheckedForm({
    check: (values) => checkProof(proof, values),
    request: (values) => onRemove(proofIn(values)),
    onDone: () => onClose(true),
  });
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form ref={formRef} onSubmit={form.submit} noValidate>
        <p className="text-pretty text-muted">{text}</p>
        <ProofField proof={proof} form={form} />
        <FormError text={form.errors.form} />
        <DialogFoot>
          <Button onClick={() => onClose(false)}>{t`Cancel`}</Button>
          {proof !== 'log-in' && (
            <Button type="submit" look="danger" aria-disabled={form.isBusy}>
              {t`Remove`}
            </Button>
          )}
        </DialogFoot>
      </form>
    </Dialog>
  );
}
