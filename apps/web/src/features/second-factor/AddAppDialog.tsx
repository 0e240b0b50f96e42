import type { SecondFactorActions } from '@confab/client/second-factor';
import { useEffect, useState } from 'react';
import { formErrors } from '../../lib/form-errors.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { atField } from '../../lib/code-at-field.ts';
import { CodeField } from '../../ui/CodeField.tsx';
import type { AddDialogProps } from './AddPasskeyDialog.tsx';
import { checkProof, type Proof, ProofField, proofIn } from './ProofField.tsx';
import { othersEnd } from './others-end.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

type Started = Awaited<ReturnType<SecondFactorActions['startTotp']>>;

/** Who it is, where that is asked; then the code to scan; then the recovery codes. */
export function AddAppDialog({ proof, isFirst, actions, onClose }: AddDialogProps) {
  const [started, setStarted] = useState<Started | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (proof !== 'none') return;
    actions.startTotp().then(setStarted, (reason: unknown) => setError(formErrors(reason).form));
  }, [proof, actions]);

  if (codes !== null) {
    return (
      <Dialog title={t`Your recovery codes`} onClose={() => onClose(true)}>
        <RecoveryCodes codes={codes} onDone={() => onClose(true)} />
      </Dialog>
    );
  }
  const cancel = (): void => onClose(false);
  return (
    <Dialog title={t`Set up an authenticator app`} onClose={cancel}>
      {started === null && proof === 'none' && (
        <>
          {error === null && <div className="skeleton mx-auto size-44" aria-busy="true" />}
          <FormError text={error} />
        </>
      )}
      {started === null && proof !== 'none' && (
        <ProofStep
          proof={proof}
          onCancel={cancel}
          onProven={async (given) => setStarted(await actions.startTotp(given))}
        />
      )}
      {started !== null && (
        <ScanStep
          started={started}
          isFirst={isFirst}
          onCancel={cancel}
          onConfirm={async (code) => {
            const made = await actions.confirmTotp(code);
            if (made === null) onClose(true);
            else setCodes(made);
          }}
        />
      )}
    </Dialog>
  );
}

type ProofStepProps = {
  proof: Proof;
  onProven: (proof: { currentPassword?: string }) => Promise<void>;
  onCancel: () => void;
};

function ProofStep({ proof, onProven, onCancel }: ProofStepProps) {
  const { formRef, ...form } = useCheckedForm({
    check: (values) => checkProof(proof, values),
    request: (values) => onProven(proofIn(values)),
    onDone: () => undefined,
  });
  return (
    <form ref={formRef} onSubmit={form.submit} noValidate>
      <ProofField proof={proof} form={form} className="" />
      <FormError text={form.errors.form} />
      <DialogFoot>
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        {proof !== 'log-in' && (
          <Button type="submit" look="primary" aria-disabled={form.isBusy}>
            {t`Continue`}
          </Button>
        )}
      </DialogFoot>
    </form>
  );
}

type ScanStepProps = {
  started: Started;
  isFirst: boolean;
  onConfirm: (code: string) => Promise<void>;
  onCancel: () => void;
};

function ScanStep({ started, isFirst, onConfirm, onCancel }: ScanStepProps) {
  const { formRef, ...form } = useCheckedForm({
    check: ({ code = '' }) => ({ ...(code.trim() === '' && { code: t`Enter the code.` }) }),
    request: ({ code = '' }) =>
      onConfirm(code).catch((reason: unknown) => {
        throw atField('code', reason);
      }),
    onDone: () => undefined,
  });
  return (
    <form ref={formRef} onSubmit={form.submit} noValidate>
      <p className="text-pretty text-muted">
        {t`Scan this with an authenticator app, then enter the code it shows.`} {isFirst && othersEnd()}
      </p>
      <QrCode
        text={started.uri}
        label={t`QR code for your authenticator app`}
        className="mx-auto my-3 size-44 rounded-sm"
      />
      <details className="mb-3 text-sm">
        <summary className="cursor-pointer text-accent-text">{t`Can’t scan it?`}</summary>
        <p className="mt-1.5 text-muted">{t`Type this key into the app:`}</p>
        <p dir="ltr" className="font-mono wrap-anywhere select-all">
          {started.secret.match(/.{1,4}/g)?.join(' ')}
        </p>
      </details>
      <CodeField name="code" error={form.errors.fields['code']} onInput={() => form.clearField('code')} />
      <FormError text={form.errors.form} />
      <DialogFoot>
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        <Button type="submit" look="primary" aria-disabled={form.isBusy}>
          {t`Turn it on`}
        </Button>
      </DialogFoot>
    </form>
  );
}
