import { createLogInActions } from '@confab/client/second-factor';
import { ApiError } from '@confab/client/rest';
import type { LogInStep, SecondFactor } from '@confab/protocol';
import { useCallback, useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { mayHavePasskeys } from '../../lib/may-have-passkeys.ts';
import { rest } from '../../lib/rest.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { CodeStep } from './CodeStep.tsx';
import { PasskeyStep } from './PasskeyStep.tsx';
import '../../lib/second-factor-words.ts';

type SecondStepProps = { onDone: () => void; onStartOver: () => void };

/** The first factor was right: this asks for one of the second, as far as they are set up. */
export function SecondStep({ onDone, onStartOver }: SecondStepProps) {
  const [step, setStep] = useState<LogInStep | null>(null);
  const [chosen, setChosen] = useState<SecondFactor | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => {
    createLogInActions(rest).step().then(setStep, setError);
  }, []);
  useEffect(load, [load]);
  // What is over can't be tried again.
  const giveUp = (reason: unknown): void => {
    if (!isOver(reason)) return;
    setStep(null);
    setError(reason);
  };

  const retry = (): void => {
    setError(null);
    load();
  };
  if (step === null) return <NoStep error={error} onRetry={retry} onStartOver={onStartOver} />;
  const methods = step.methods.filter((method) => method !== 'passkey' || mayHavePasskeys());
  const method = chosen ?? (methods.includes('passkey') ? 'passkey' : methods[0]);
  return (
    <>
      {method === undefined && (
        <p className="text-sm text-pretty text-muted">
          {t`Your passkeys belong to another address of this place, and no recovery code is left. Log in there, or ask an admin.`}
        </p>
      )}
      {method === 'passkey' && <PasskeyStep step={step} onDone={onDone} onRefused={giveUp} />}
      {(method === 'totp' || method === 'recovery-code') && (
        <CodeStep key={method} method={method} onDone={onDone} onRefused={giveUp} />
      )}
      <div className="mt-4 flex flex-col items-center gap-1">
        {methods
          .filter((other) => other !== method)
          .map((other) => (
            <TextButton key={other} onClick={() => setChosen(other)}>
              {nameOf(other)}
            </TextButton>
          ))}
        <TextButton onClick={onStartOver}>{t`Start over`}</TextButton>
      </div>
    </>
  );
}

function nameOf(method: SecondFactor): string {
  if (method === 'passkey') return t`Use a passkey`;
  return method === 'totp' ? t`Use your authenticator app` : t`Use a recovery code`;
}

function TextButton(props: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      className="min-h-8 px-2 text-sm font-semibold text-accent-text hover:underline pointer-coarse:min-h-touch"
      {...props}
    />
  );
}

function isOver(reason: unknown): boolean {
  return reason instanceof ApiError && reason.code === 'log-in-over';
}

type NoStepProps = { error: unknown; onRetry: () => void; onStartOver: () => void };

function NoStep({ error, onRetry, onStartOver }: NoStepProps) {
  if (error === null) return <div className="skeleton h-10 w-full" aria-busy="true" />;
  return (
    <>
      <FormError text={failureText(error)} />
      <div className="mt-4.5 flex flex-wrap gap-2">
        <Button look="primary" size="l" className="flex-1" onClick={onStartOver}>{t`Log in again`}</Button>
        {!isOver(error) && <Button size="l" onClick={onRetry}>{t`Try again`}</Button>}
      </div>
    </>
  );
}
